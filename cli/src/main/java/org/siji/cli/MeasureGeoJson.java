package org.siji.cli;

import java.io.StringWriter;

import org.locationtech.jts.geom.Geometry;
import org.siji.formats.geojson.GeoJsonWriter;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The worked, overlapped and missed ground as a feature each, per log (and per parcel what was missed). */
final class MeasureGeoJson {

    private final JsonGenerator json;

    private MeasureGeoJson(JsonGenerator json) {
        this.json = json;
    }

    static String text(MeasuredLog.Report report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("type", "FeatureCollection");
            json.writeArrayPropertyStart("features");
            MeasureGeoJson features = new MeasureGeoJson(json);
            report.logs().forEach(features::log);
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private void log(MeasuredLog log) {
        feature("worked", log, "", log.work().map().coveredLonLat(), log.net());
        feature("overlapped", log, "", log.work().map().overlappedLonLat(), log.overlap());
        for (MeasuredLog.OnParcel on : log.on()) {
            feature("missed", log, on.code(), log.work().map().missedLonLat(on.lonLat()),
                    on.coverage().missed().squareMeters());
        }
    }

    /** The area is that of the cells: the outlines are simplified for maps. */
    private void feature(String kind, MeasuredLog log, String parcel, Geometry lonLat, double squareMeters) {
        json.writeStartObject();
        json.writeStringProperty("type", "Feature");
        json.writeObjectPropertyStart("properties");
        json.writeStringProperty("kind", kind);
        json.writeStringProperty("log", log.log());
        if (!parcel.isEmpty()) {
            json.writeStringProperty("parcel", parcel);
        }
        json.writeNumberProperty("area_m2", squareMeters);
        json.writeEndObject();
        json.writeName("geometry");
        GeoJsonWriter.write(lonLat, json);
        json.writeEndObject();
    }
}

package org.siji.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;

import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.parcels.ParcelImport;
import org.siji.formats.parcels.ParcelRecord;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** What a reading of a parcel file gave, for people or for programs. */
final class ParcelReport {
    private final String file;
    /** What the rows call the only file that there is: a zip's or folder's own shapefile goes without saying. */
    private final String shapefile;
    private final ParcelImport read;
    private final Messages messages = new Messages();

    ParcelReport(String file, ParcelImport read) {
        this.file = file;
        shapefile = read.parcels().stream().map(ParcelRecord::file).distinct().count() == 1
                ? read.parcels().get(0).file()
                : file;
        this.read = read;
    }

    void print(PrintWriter out) {
        out.println(messages.get("import.file", file));
        if (read.crs() != null) {
            out.println(messages.get("import.crs", read.crs(), read.crs().proj4()));
        }
        if (read.codeAttribute() != null) {
            out.println(messages.get("import.code-attribute", read.codeAttribute()));
        }
        out.println(messages.get("import.count", number("%,d", read.records()),
                number("%,d", read.parcels().size()), number("%,.2f", read.totalArea().mu())));
        out.println(messages.get("import.problems", errors(), warnings()));
        for (Problem problem : read.problems()) {
            out.println("  " + line(problem));
        }
        out.println(messages.get(
                !read.isUsable() ? "import.unusable" : read.hasErrors() ? "import.rows-with-errors" : "import.fine"));
    }

    private String line(Problem problem) {
        Place place = problem.place();
        return new ProblemLine(problem.isError(), place.file(), place.row(),
                Objects.requireNonNullElse(place.field(), ""), problem.sentence(Locale.getDefault()), problem.code())
                .say(messages, shapefile);
    }

    void printJson(PrintWriter out) {
        JsonFactory factory = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("file", file);
            json.writeBooleanProperty("usable", read.isUsable());
            json.writeStringProperty("crs", read.crs() == null ? null : read.crs().proj4());
            json.writeStringProperty("codeAttribute", read.codeAttribute());
            json.writeNumberProperty("records", read.records());
            json.writeNumberProperty("parcels", read.parcels().size());
            json.writeNumberProperty("areaSquareMeters", read.totalArea().squareMeters());
            json.writeNumberProperty("areaMu", read.totalArea().mu());
            json.writeNumberProperty("errors", errors());
            json.writeNumberProperty("warnings", warnings());
            json.writeArrayPropertyStart("problems");
            for (Problem problem : read.problems()) {
                json.writeStartObject();
                json.writeNumberProperty("row", problem.place().row());
                json.writeStringProperty("file", problem.place().file());
                json.writeStringProperty("field", problem.place().field());
                json.writeStringProperty("severity", problem.kind().severity().name());
                json.writeStringProperty("code", problem.code());
                json.writeStringProperty("message", problem.sentence(Locale.getDefault()));
                json.writeArrayPropertyStart("args");
                problem.details().forEach(json::writeString);
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.println();
    }

    private long errors() {
        return read.problems().stream().filter(Problem::isError).count();
    }

    private long warnings() {
        return read.problems().size() - errors();
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}

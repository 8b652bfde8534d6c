package org.siji.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;
import org.siji.formats.isoxml.IsoXmlReader;
import org.siji.formats.isoxml.TimeLog;
import org.siji.geo.LocalPlane;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.registry.TestCounty;
import org.siji.platform.registry.TestCounty.Family;
import org.siji.platform.registry.TestCounty.Land;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.SijiIntegrationTest;
import org.siji.track.Track;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** One log that a real machine wrote, from the parcel to the statement, over HTTP only. */
@SijiIntegrationTest
class RealLogTest {

    private static final Path REAL = Path.of(System.getProperty("siji.shared"), "tracks", "isoxml");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String LOG = "TLG00003";
    /** The yuan per mu: 80 alone, 65 from 20 mu on, 3 for the village. */
    private static final long SINGLE = 8000;
    private static final long BUNDLE = 6500;
    private static final long FEE = 300;

    @Autowired
    TestUsers users;

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String file : List.of("TASKDATA.XML", LOG + ".xml", LOG + ".bin")) {
                zip.putNextEntry(new ZipEntry("TASKDATA/" + file));
                Files.copy(REAL.resolve(file), zip);
            }
        }
        return bytes.toByteArray();
    }

    /** The ground under the widest connected piece of work: what a surveyor would have drawn around it. */
    private static Geometry ground(Track track) {
        int first = 0;
        while (track.workState(first) != Track.WORKING) {
            first++;
        }
        LocalPlane plane = LocalPlane.at(track.lonDegrees(first), track.latDegrees(first));
        List<LineString> passes = new ArrayList<>();
        List<Coordinate> pass = new ArrayList<>();
        float width = 0;
        for (int i = 1; i < track.size(); i++) {
            boolean goesOn = track.workState(i) == Track.WORKING
                    && track.timeMillis(i) - track.timeMillis(i - 1) < 15_000;
            if (goesOn) {
                Coordinate at = new Coordinate();
                plane.toPlane(track.lonDegrees(i), track.latDegrees(i), at);
                pass.add(at);
                width = Math.max(width, track.widthMeters(i));
            }
            if ((!goesOn || i == track.size() - 1) && pass.size() > 1) {
                passes.add(Geometries.FACTORY.createLineString(pass.toArray(Coordinate[]::new)));
            }
            if (!goesOn) {
                pass.clear();
            }
        }
        Geometry worked = Geometries.FACTORY.createMultiLineString(passes.toArray(LineString[]::new))
                .buffer(width / 2.0 + 0.5).buffer(-1.5);
        Polygon largest = (Polygon) worked.getGeometryN(0);
        for (int i = 1; i < worked.getNumGeometries(); i++) {
            if (worked.getGeometryN(i).getArea() > largest.getArea()) {
                largest = (Polygon) worked.getGeometryN(i);
            }
        }
        return plane.toLonLat(TopologyPreservingSimplifier.simplify(largest, 0.2));
    }

    private static Map<String, Object> geoJson(Geometry polygon) {
        List<List<List<Double>>> rings = new ArrayList<>();
        Polygon shape = (Polygon) polygon;
        rings.add(ring(shape.getExteriorRing()));
        for (int i = 0; i < shape.getNumInteriorRing(); i++) {
            rings.add(ring(shape.getInteriorRingN(i)));
        }
        return Map.of("type", "Polygon", "coordinates", rings);
    }

    private static List<List<Double>> ring(LineString line) {
        List<List<Double>> positions = new ArrayList<>();
        for (Coordinate coordinate : line.getCoordinates()) {
            positions.add(List.of(coordinate.x, coordinate.y));
        }
        return positions;
    }

    @Test
    void goesFromParcelToStatement() throws IOException {
        assumeTrue(Files.isRegularFile(REAL.resolve(LOG + ".bin")), "shared/data/tracks/isoxml is absent");
        byte[] file = zip();
        TimeLog log = IsoXmlReader.readZip(file, "real.zip", SHANGHAI).logs().getFirst();
        LocalDate day = Instant.ofEpochMilli(log.track().timeMillis(0)).atZone(SHANGHAI).toLocalDate();

        TestCounty county = new TestCounty(users);
        Family family = county.household("赵真");
        Map<String, Object> parcel = new HashMap<>(county.parcelJson(county.nextParcelCode(),
                geoJson(ground(log.track())), List.of(TestCounty.share(family.code(), 1, 1))));
        parcel.put("validFrom", "2019-01-01");
        Land land = county.parcels(List.of(parcel)).getFirst();
        ApiClient clerk = county.clerk;
        JsonNode field = clerk.fetch("/fields/" + land.fieldId());

        String need = clerk.create("/needs", Map.of("fieldId", land.fieldId(), "operation", "TILLAGE", "windowFrom",
                day.minusDays(2).toString(), "windowTo", day.plusDays(2).toString(), "season", day.getYear(),
                "enteredFor", family.cultivatorId(), "confirmation", Map.of("kind", "SIGNATURE", "note", "1")))
                .path("id")
                .asString();
        String bundle = clerk.create("/bundles", Map.of("needIds", List.of(need))).path("id").asString();
        clerk.create("/bundles/" + bundle + "/close", null);
        String providerId = county.officer.create("/providers", Map.of("name", "真实农机 " + UUID.randomUUID()))
                .path("id").asString();
        assertThat(county.officer.put("/providers/" + providerId + "/prices", Map.of("validFrom", "2019-01-01",
                "prices", List.of(Map.of("operation", "TILLAGE", "minAreaMu", 0, "fenPerMu", SINGLE),
                        Map.of("operation", "TILLAGE", "minAreaMu", 20, "fenPerMu", BUNDLE))),
                1).status()).isEqualTo(200);
        ApiClient provider = users.provider(UUID.fromString(providerId));
        String machine = provider.create("/machines", Map.of("name", "真机", "kind", "拖拉机", "widthMeters", 3.0, "rates",
                List.of(Map.of("operation", "TILLAGE", "muPerHour", 20)), "depotLon", log.track().lonDegrees(0),
                "depotLat", log.track().latDegrees(0), "roadKmh", 20)).path("id").asString();
        String contract = clerk.create("/contracts", Map.of("bundleId", bundle, "providerId", providerId, "mode",
                "FIXED_FEE", "serviceFeeFenPerMu", FEE)).path("id").asString();
        clerk.create("/contracts/" + contract + "/send", null);
        clerk.create("/contracts/" + contract + "/sign", TestUsers.signature("COLLECTIVE"));
        provider.create("/contracts/" + contract + "/sign", TestUsers.signature("PROVIDER"));
        String order = provider.fetch("/work-orders?contract=" + contract).path("items").path(0).path("id").asString();

        ApiClient.Answer upload = HarvestSeason.upload(provider, machine, "real.zip", file, Map.of());
        assertThat(upload.status()).as(upload.toString()).isEqualTo(201);
        JsonNode stored = upload.json().path("logs").path(0);
        assertThat(stored.path("name").asString()).isEqualTo(LOG);
        assertThat(stored.path("records").asLong()).isEqualTo(log.records());
        assertThat(stored.path("workOrderIds").path(0).asString()).isEqualTo(order);

        JsonNode work = clerk.fetch("/work-orders/" + order + "/measured-work");
        JsonNode measured = work.path("measurements").path(0);
        assertThat(measured.path("coverage").asDouble()).isGreaterThan(0.97);
        JsonNode accepted = work.path("acceptances").path(0);
        assertThat(accepted.path("decision").asString()).isEqualTo("ACCEPTED");
        long centimu = Math.round(field.path("areaSquareMeters").asDouble() * 15 / 100);
        assertThat(accepted.path("payableCentimu").asLong()).isEqualTo(centimu);
        assertThat(centimu).isEqualTo(2555);

        JsonNode sheet = clerk.create("/contracts/" + contract + "/settlement", null);
        JsonNode statement = users.household(family.id(), county.village)
                .fetch("/households/" + family.id() + "/statement?season=" + day.getYear());
        assertThat(sheet.path("checkFen").asLong(-1)).isZero();
        assertThat(statement.path("checkFen").asLong(-1)).isZero();
        // 25.55 mu: 2044.00 yuan less 306.60 of gain (80 - 65 - 3 yuan a mu: nobody shares with it) are 1737.40.
        assertThat(statement.path("lines").path(0).path("grossFen").asLong()).isEqualTo(204400);
        assertThat(statement.path("lines").path(0).path("gainShareFen").asLong()).isEqualTo(30660);
        assertThat(statement.path("dueFen").asLong()).isEqualTo(173740);
        assertThat(users.office(Role.COUNTY, county.county).fetch("/accounts?kind=PROVIDER").path("items").path(0)
                .path("balanceFen").asLong()).isEqualTo(166075);
    }
}

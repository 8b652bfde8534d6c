package org.siji.platform.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.imageio.ImageIO;

import org.siji.sample.SampleCounty;

import tools.jackson.databind.JsonNode;

/**
 * A group leader looks after a dozen households of the first village: some he has met, one refused, one was not at home, one has a
 * need that he enters on his phone and that the household signs on its screen. Most are still to do.
 */
final class LeaderRound {

    private static final int HOUSEHOLDS = 12;
    private static final int MARKED = 4;
    private static final int INK_WIDTH = 360;
    private static final int INK_HEIGHT = 140;

    private final SampleCounty sample;
    private final People people;
    private final Progress progress;
    private final Story story;

    LeaderRound(SampleCounty sample, People people, Progress progress, Story story) {
        this.sample = sample;
        this.people = people;
        this.progress = progress;
        this.story = story;
    }

    void walk() {
        String village = sample.villages().getFirst().code();
        HttpApi clerk = people.clerk(village);
        HttpApi leader = people.hireLeader(village, progress.text("demo.leader"));
        List<String> households = clerk.get("/households?limit=" + HOUSEHOLDS + "&village=" + village).path("items")
                .valueStream().map(household -> household.path("id").asString()).toList();
        String area = clerk.post("/duty-areas", Map.of("villageCode", village, "name", progress.text("demo.duty-area"),
                "leaderUserIds", List.of(leader.get("/session").path("id").asString()))).path("id").asString();
        clerk.post("/duty-areas/" + area + "/households", Map.of("householdIds", households));
        List<String> states = List.of("VISITED", "DATA_CONFIRMED", "REFUSED", "NOT_MET");
        for (int i = 0; i < MARKED; i++) {
            send(leader, i + 1, "MARK", Map.of("householdId", households.get(i), "season", year(), "state",
                    states.get(i), "note", progress.text("demo.mark." + states.get(i))));
        }
        signedNeed(leader, households.subList(MARKED, HOUSEHOLDS));
        story.tell("leader", "households", HOUSEHOLDS, "met", 2, "refused", 1, "notMet", 1, "signed", 1);
    }

    /** In a window of its own, so that it is no second need for the same days. */
    private void signedNeed(HttpApi leader, List<String> households) {
        JsonNode household = leader.get("/duty-areas/mine?season=" + year()).valueStream()
                .filter(one -> households.contains(one.path("id").asString()) && !one.path("fields").isEmpty())
                .findFirst().orElseThrow();
        String need = send(leader, MARKED + 1, "NEED",
                Map.of("fieldId", household.path("fields").path(0).path("id").asString(), "operation",
                        "PLANT_PROTECTION", "windowFrom", year() + "-09-20", "windowTo", year() + "-09-30", "season",
                        year(), "enteredFor", household.path("cultivatorId").asString(), "confirmation", "SIGNATURE"));
        leader.upload("/evidence", "signature.png", signature(), Map.of("subjectType", "needs", "subjectId", need,
                "kind", "SIGNATURE", "note", progress.text("demo.signed")));
    }

    /** As a phone sends it: with an id of its own. */
    private String send(HttpApi leader, int number, String kind, Map<String, Object> body) {
        String id = UUID.randomUUID().toString();
        Map<String, Object> entry = new HashMap<>(
                Map.of("id", id, "seq", number, "kind", kind, "madeAt", year() + "-07-01T08:00:00Z", "body", body));
        JsonNode taken = leader.post("/entries", Map.of("entries", List.of(entry))).path("entries").path(0);
        if (!taken.path("answer").asString().equals("DONE")) {
            throw new IllegalStateException("the entry should have been taken: " + taken);
        }
        return id;
    }

    private int year() {
        return sample.season().harvestFrom().getYear();
    }

    /** Ink on glass, two strokes. */
    static byte[] signature() {
        BufferedImage glass = new BufferedImage(INK_WIDTH, INK_HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = glass.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, INK_WIDTH, INK_HEIGHT);
        pen.setColor(new Color(20, 30, 60));
        pen.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Path2D ink = new Path2D.Double();
        ink.moveTo(30, 60);
        ink.curveTo(90, 10, 100, 130, 150, 50);
        ink.curveTo(170, 20, 180, 120, 220, 70);
        ink.moveTo(60, 100);
        ink.curveTo(150, 70, 220, 130, 330, 60);
        pen.draw(ink);
        pen.dispose();
        return png(glass);
    }

    /** Ears lying flat on wet ground, as a phone would see them. */
    static byte[] photo() {
        BufferedImage picture = new BufferedImage(INK_WIDTH, INK_WIDTH, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(120, 104, 70));
        pen.fillRect(0, 0, INK_WIDTH, INK_WIDTH);
        pen.setStroke(new BasicStroke(2));
        for (int i = 0; i < INK_WIDTH; i += 3) {
            pen.setColor(new Color(190 + i * 7 % 40, 160 + i * 5 % 40, 60));
            pen.drawLine(i, i * 37 % INK_WIDTH, i + 60, (i * 37 + 20) % INK_WIDTH);
        }
        pen.dispose();
        return png(picture);
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}

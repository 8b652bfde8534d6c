package org.siji.platform.qualification;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.ApiClient.Part;

/** Papers as people bring and inspect them, for the tests. */
public final class PaperWorld {

    private static final byte[] PDF = "%PDF-1.4 made up".getBytes(StandardCharsets.ISO_8859_1);

    private PaperWorld() {}

    /** A driver's licence, whose holder is 赵铁柱; null: without end. */
    public static Map<String, Object> licence(String number, LocalDate from, @Nullable LocalDate to) {
        Map<String, Object> paper = new HashMap<>(
                Map.of("kind", "DRIVER_LICENCE", "number", number, "holderName", "赵铁柱",
                        "issuedBy", "试验县农机监理站", "validFrom", from.toString()));
        if (to != null) {
            paper.put("validTo", to.toString());
        }
        return paper;
    }

    /** Brings it with a scan; its id. */
    public static String bring(ApiClient provider, String providerId, Map<String, Object> paper) {
        String id = provider.create("/providers/" + providerId + "/papers", paper).path("id").asString();
        ApiClient.Answer answer = scan(provider, id);
        if (answer.status() != 201) {
            throw new AssertionError(answer);
        }
        return id;
    }

    static ApiClient.Answer scan(ApiClient client, String paperId) {
        return client.upload("/evidence", List.of(Part.field("subjectType", "papers"),
                Part.field("subjectId", paperId), Part.field("kind", "PAPER"), Part.file("file", "a.pdf", PDF)));
    }

    public static void pass(ApiClient office, String paperId) {
        office.create("/papers/" + paperId + "/inspections", Map.of("passed", true, "reason", "核对原件"));
    }

    /** The county requires driver's licences for the harvest from 1 January 2026 on. */
    public static void require(ApiClient county) {
        county.create("/paper-requirements", Map.of("kind", "DRIVER_LICENCE", "required", true, "operations",
                List.of("HARVEST"), "validFrom", "2026-01-01", "source", "县农机安全文件 3 号"));
    }
}

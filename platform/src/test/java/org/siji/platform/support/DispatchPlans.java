package org.siji.platform.support;

import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/** Has dispatch plans made over HTTP, and waits for them. */
public final class DispatchPlans {

    private static final Set<String> SEARCHED = Set.of("WAITING", "RUNNING");
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private DispatchPlans() {}

    /** A draft of the provider's own days. */
    public static JsonNode draft(ApiClient provider, String from, String to) {
        return draft(provider, Map.of("from", from, "to", to));
    }

    public static JsonNode draft(ApiClient client, Map<String, Object> request) {
        return await(client, client.create("/dispatch-plans", request).path("id").asString());
    }

    /** The same, published; the plan as it then is. */
    public static JsonNode published(ApiClient client, Map<String, Object> request) {
        return publish(client, draft(client, request));
    }

    public static JsonNode publish(ApiClient client, JsonNode draft) {
        return client.create("/dispatch-plans/" + draft.path("id").asString() + "/publish",
                Map.of("version", draft.path("version").asLong()));
    }

    /** Until the search has ended, however. */
    public static JsonNode await(ApiClient client, String id) {
        long begin = System.nanoTime();
        while (SEARCHED.contains(client.fetch("/dispatch-plans/" + id + "/progress").path("status").asString())) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new AssertionError("still searched for: " + client.fetch("/dispatch-plans/" + id));
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
        return client.fetch("/dispatch-plans/" + id);
    }
}

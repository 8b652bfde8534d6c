package org.siji.platform.identity;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.siji.platform.support.ApiClient;

import tools.jackson.databind.JsonNode;

/**
 * Thousands of ways to ask for what lies outside of one's scope, made from the OpenAPI document: every operation by every stranger, with
 * foreign ids in the path (also of the wrong kind), in each query filter, in each field of the body, with others' versions and without.
 */
final class ScopeProbes {

    /** @param objects foreign id by the path's part before its parameter; @param markers must stand in no answer */
    record Stranger(String name, ApiClient client, Map<String, String> objects, Set<String> markers) {}

    private static final Pattern PARAMETER = Pattern.compile("/([^/]+)/\\{[^}]+}");
    private static final Set<String> PLACES = Set.of("village", "region", "county", "villageCode", "regionCode");
    private static final int WRONG_KINDS = 4;

    private final JsonNode document;
    private final List<Stranger> strangers;
    private final BiFunction<String, String, Map<String, Object>> words;
    /** Whether a stranger may read what an operation offers. */
    private final BiPredicate<Stranger, String> offers;
    private final String foreignVillage;
    private final List<String> leaks = new ArrayList<>();
    private final Map<Integer, Integer> statuses = new LinkedHashMap<>();
    private int count;

    ScopeProbes(JsonNode document, List<Stranger> strangers, BiFunction<String, String, Map<String, Object>> words,
            BiPredicate<Stranger, String> offers, String foreignVillage) {
        this.document = document;
        this.strangers = strangers;
        this.words = words;
        this.offers = offers;
        this.foreignVillage = foreignVillage;
    }

    int count() {
        return count;
    }

    Map<Integer, Integer> statuses() {
        return statuses;
    }

    private record Operation(String method, String path, JsonNode description) {}

    /** Each stranger asks for himself, several at a time. */
    List<String> run() {
        List<Operation> operations = operations();
        strangers.parallelStream().forEach(stranger -> operations
                .forEach(one -> probe(stranger, one.method(), one.path(), one.description())));
        return leaks;
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths").propertyStream().forEach(path -> path.getValue().propertyStream().forEach(method -> {
            String address = path.getKey();
            boolean scoped = address.startsWith("/api/v1/") && !address.startsWith("/api/v1/public/")
            // Logging out would end the others' probes.
                    && !address.startsWith("/api/v1/session") && !address.contains("{z}");
            if (scoped) {
                operations.add(new Operation(method.getKey().toUpperCase(Locale.ROOT),
                        address.substring("/api/v1".length()), method.getValue()));
            }
        }));
        return operations;
    }

    private void probe(Stranger stranger, String method, String path, JsonNode operation) {
        Matcher matcher = PARAMETER.matcher(path);
        boolean one = matcher.find();
        String id = one ? stranger.objects().get(matcher.group(1)) : "";
        // What this stranger may see of its kind is no probe.
        List<String> paths = id == null ? new ArrayList<>() : new ArrayList<>(List.of(fill(path, id, id)));
        boolean mustFail = one && id != null && !offers.test(stranger, method + " " + path);
        if (one) {
            others(stranger, path).forEach(other -> paths.add(fill(path, other, other)));
            if (id != null && matcher.find()) {
                others(stranger, path).forEach(other -> paths.add(fill(path, id, other)));
            }
        }
        for (int n = 0; n < paths.size(); n++) {
            Target target = new Target(stranger, method, path, paths.get(n), mustFail && n == 0);
            if (method.equals("GET")) {
                read(target, operation, n == 0);
            } else {
                write(target, operation, n == 0);
            }
        }
    }

    /** @param mustFail whether any success is a leak, whatever it says */
    private record Target(Stranger stranger, String method, String template, String address, boolean mustFail) {}

    private static String fill(String path, String first, String second) {
        return path.replaceFirst("\\{[^}]+}", first).replaceAll("\\{[^}]+}", second);
    }

    /** Some foreign ids of other kinds, other ones for each path. */
    private static List<String> others(Stranger stranger, String path) {
        List<String> all = new ArrayList<>(new LinkedHashSet<>(stranger.objects().values()));
        List<String> some = new ArrayList<>();
        for (int n = 0; n < WRONG_KINDS && n < all.size(); n++) {
            some.add(all.get(Math.floorMod(path.hashCode() + n * 7, all.size())));
        }
        return some;
    }

    private void read(Target target, JsonNode operation, boolean thoroughly) {
        Map<String, String> needed = new LinkedHashMap<>(Map.of("limit", "1000"));
        List<Map<String, String>> queries = new ArrayList<>();
        Map<String, String> all = new LinkedHashMap<>();
        operation.path("parameters").valueStream().filter(one -> one.path("in").asString().equals("query"))
                .forEach(one -> {
                    String name = one.path("name").asString();
                    if (one.path("required").asBoolean()) {
                        needed.put(name, known(name, target.stranger()));
                    }
                    foreign(target.stranger(), name, one.path("schema")).forEach(value -> {
                        queries.add(Map.of(name, value));
                        all.put(name, value);
                    });
                });
        queries.addFirst(Map.of());
        queries.add(all);
        queries.add(Map.of("season", "2026"));
        queries.add(Map.of("season", "2026", "village", foreignVillage));
        for (Map<String, String> query : thoroughly ? queries : queries.subList(0, 1)) {
            Map<String, String> asked = new LinkedHashMap<>(needed);
            asked.putAll(query);
            StringBuilder address = new StringBuilder(target.address());
            asked.forEach((name, value) -> address.append(address.indexOf("?") < 0 ? '?' : '&').append(name)
                    .append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
            judge(target, address.toString(), target.stranger().client().get(address.toString()));
        }
    }

    private String known(String name, Stranger stranger) {
        if (name.equals("on") || name.endsWith("On") || name.equals("day")) {
            return "2026-12-01";
        }
        if (name.endsWith("Id")) {
            return stranger.objects().values().iterator().next();
        }
        return switch (name) {
            case "village" -> foreignVillage;
            case "bbox" -> "109,27,111,28";
            case "subjectType" -> "needs";
            default -> "2026";
        };
    }

    /** Foreign values for a filter or field: places by their name, ids by their format, the likeliest kind first. */
    private List<String> foreign(Stranger stranger, String name, JsonNode schema) {
        if (PLACES.contains(name)) {
            return List.of(foreignVillage, foreignVillage.substring(0, 9), foreignVillage.substring(0, 6));
        }
        boolean isId = schema.path("format").asString("").equals("uuid")
                || schema.path("items").path("format").asString("").equals("uuid");
        if (!isId || name.equals("cursor")) {
            return List.of();
        }
        String stem = name.replaceAll("Ids?$", "").toLowerCase(Locale.ROOT);
        List<String> ids = new ArrayList<>();
        stranger.objects().forEach((kind, id) -> {
            if (kind.replace("-", "").startsWith(stem)) {
                ids.addFirst(id);
            } else {
                ids.add(id);
            }
        });
        return ids.stream().distinct().limit(WRONG_KINDS).toList();
    }

    private void write(Target target, JsonNode operation, boolean thoroughly) {
        JsonNode content = operation.path("requestBody").path("content");
        if (content.has("multipart/form-data")) {
            upload(target, schema(content.path("multipart/form-data").path("schema")));
            return;
        }
        Map<String, Object> base = words.apply(target.method(), target.template());
        List<Map<String, Object>> bodies = new ArrayList<>(List.of(base));
        Map<String, Object> whole = new LinkedHashMap<>(base);
        if (thoroughly) {
            JsonNode schema = schema(content.path("application/json").path("schema"));
            schema.path("properties").propertyStream().forEach(field -> {
                boolean list = field.getValue().path("type").toString().contains("array");
                List<String> values = foreign(target.stranger(), field.getKey(), field.getValue());
                values.forEach(value -> {
                    Map<String, Object> body = new LinkedHashMap<>(base);
                    body.put(field.getKey(), list ? List.of(value) : value);
                    bodies.add(body);
                });
                if (!values.isEmpty()) {
                    whole.put(field.getKey(), list ? List.of(values.getFirst()) : values.getFirst());
                }
            });
            bodies.add(whole);
            bodies.add(Map.of());
        }
        for (Map<String, Object> body : bodies) {
            send(target, body, Map.of("If-Match", "\"1\""));
        }
        if (thoroughly) {
            send(target, whole, Map.of());
            send(target, whole, Map.of("If-Match", "\"2\"", "Idempotency-Key", UUID.randomUUID().toString()));
        }
    }

    private void send(Target target, Map<String, Object> body, Map<String, String> headers) {
        judge(target, target.address() + " " + body + headers,
                target.stranger().client().send(target.method(), target.address(), body, headers));
    }

    private void upload(Target target, JsonNode schema) {
        List<ApiClient.Part> parts = new ArrayList<>(List.of(ApiClient.Part.file("file", "a.csv", new byte[]{1})));
        judge(target, target.address(), target.stranger().client().upload(target.address(), parts));
        schema.path("properties").propertyStream().forEach(field -> {
            foreign(target.stranger(), field.getKey(), field.getValue()).stream().limit(1)
                    .forEach(value -> parts.add(ApiClient.Part.field(field.getKey(), value)));
        });
        judge(target, target.address() + " with foreign ids",
                target.stranger().client().upload(target.address(), parts));
    }

    private JsonNode schema(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty()
                ? schema
                : document.path("components").path("schemas").path(reference.replaceFirst(".*/", ""));
    }

    private synchronized void judge(Target target, String asked, ApiClient.Answer answer) {
        count++;
        statuses.merge(answer.status(), 1, Integer::sum);
        String who = target.stranger().name() + ": " + target.method() + " " + asked;
        if (answer.status() >= 500) {
            leaks.add(who + " -> " + answer);
        } else if (answer.status() / 100 == 2) {
            String marker = foundIn(target, answer);
            if (target.mustFail() || marker != null) {
                leaks.add(who + " -> " + answer.status() + " " + marker + " in " + shortened(answer.text()));
            }
        }
    }

    private @Nullable String foundIn(Target target, ApiClient.Answer answer) {
        if (offers.test(target.stranger(), target.method() + " " + target.template())) {
            return null;
        }
        String text = answer.text();
        return target.stranger().markers().stream().filter(text::contains).findFirst().orElse(null);
    }

    private static String shortened(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "...";
    }
}

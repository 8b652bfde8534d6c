package org.siji.platform.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform's REST interface as one logged-in person uses it. Every write carries a fresh Idempotency-Key. */
final class HttpApi {

    private static final int PAGE = 1000;
    private static final int MOST_TRIES = 10;

    private final HttpClient http;
    private final JsonMapper json;
    private final String base;
    private final @Nullable String token;
    private final String password;

    private HttpApi(HttpClient http, JsonMapper json, String base, @Nullable String token, String password) {
        this.http = http;
        this.json = json;
        this.base = base;
        this.token = token;
        this.password = password;
    }

    /** @param json with the platform's geometry module, so that polygons go out as GeoJSON */
    static HttpApi anonymous(int port, JsonMapper json) {
        return new HttpApi(HttpClient.newHttpClient(), json, "http://127.0.0.1:" + port + "/api/v1", null, "");
    }

    HttpApi logIn(String username, String password) {
        JsonNode session = post("/session", Map.of("username", username, "password", password));
        return new HttpApi(http, json, base, session.path("token").asString(), password);
    }

    /** What the person types in again to sign. */
    String password() {
        return password;
    }

    /** The server said no. Says what was asked and what it answered. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(String request, int status, String answer) {
            super(request + " -> " + status + " " + answer);
        }
    }

    JsonNode get(String path) {
        return send("GET", path, null, BodyPublishers.noBody(), null);
    }

    JsonNode post(String path, @Nullable Object body) {
        return write("POST", path, body, null);
    }

    /** @param version of what is written to, as it was read */
    JsonNode post(String path, Object body, long version) {
        return write("POST", path, body, version);
    }

    JsonNode put(String path, Object body, @Nullable Long version) {
        return write("PUT", path, body, version);
    }

    private JsonNode write(String method, String path, @Nullable Object body, @Nullable Long version) {
        return send(method, path, "application/json",
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(json.writeValueAsBytes(body)),
                version);
    }

    /** All pages of a list, one item at a time. */
    void forEach(String path, Consumer<JsonNode> consumer) {
        String separator = path.contains("?") ? "&" : "?";
        String cursor = "";
        do {
            JsonNode page = get(path + separator + "limit=" + PAGE + cursor);
            page.path("items").forEach(consumer);
            String next = page.path("next").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
    }

    List<JsonNode> list(String path) {
        List<JsonNode> items = new ArrayList<>();
        forEach(path, items::add);
        return items;
    }

    JsonNode upload(String path, String fileName, byte[] content, Map<String, String> fields) {
        String boundary = "siji-" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream(content.length + 1000);
        fields.forEach((name, value) -> body
                .writeBytes(text(
                        "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value
                                + "\r\n")));
        body.writeBytes(
                text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
        body.writeBytes(content);
        body.writeBytes(text("\r\n--" + boundary + "--\r\n"));
        return send("POST", path, "multipart/form-data; boundary=" + boundary,
                BodyPublishers.ofByteArray(body.toByteArray()), null);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Two requests waited for each other, and this one gave way. */
    private boolean isBusy(HttpResponse<byte[]> response) {
        return response.statusCode() == 409 && json.readTree(response.body()).path("code").asString().equals("busy");
    }

    private JsonNode send(String method, String path, @Nullable String contentType, BodyPublisher body,
            @Nullable Long version) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
        if (contentType != null) {
            request.header("Content-Type", contentType).header("Idempotency-Key", UUID.randomUUID().toString());
        }
        if (version != null) {
            request.header("If-Match", "\"" + version + "\"");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            for (int tries = 1; tries < MOST_TRIES && isBusy(response); tries++) {
                // The same request with the same key, as the answer asks for.
                response = http.send(request.build(), BodyHandlers.ofByteArray());
            }
            if (response.statusCode() / 100 != 2) {
                throw new Refused(method + " " + path, response.statusCode(),
                        new String(response.body(), StandardCharsets.UTF_8));
            }
            return response.body().length == 0 ? json.createObjectNode() : json.readTree(response.body());
        } catch (IOException e) {
            throw new Refused(method + " " + path, 0, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(method + " " + path, 0, "interrupted");
        }
    }
}

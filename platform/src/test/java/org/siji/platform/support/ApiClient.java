package org.siji.platform.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the running server over HTTP like any other client, as one user. */
public final class ApiClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String base;
    private final @Nullable String token;

    private ApiClient(String base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    /** Nobody yet. */
    public static ApiClient anonymous(int port) {
        return new ApiClient("http://127.0.0.1:" + port + "/api/v1", null);
    }

    public ApiClient logIn(String username, String password) {
        Answer answer = post("/session", Map.of("username", username, "password", password));
        if (answer.status() != 200) {
            throw new AssertionError("login failed: " + answer);
        }
        return new ApiClient(base, answer.json().path("token").asString());
    }

    /** What came back. */
    public record Answer(int status, Map<String, List<String>> headers, byte[] body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Codes of all problems, in their order. */
        public List<String> problems() {
            List<String> codes = new ArrayList<>();
            json().path("problems").forEach(problem -> codes.add(problem.path("code").asString()));
            return codes;
        }

        /** {@code code @ path} of all problems, in their order. */
        public List<String> problemsWithPaths() {
            List<String> codes = new ArrayList<>();
            json().path("problems").forEach(
                    problem -> codes.add(problem.path("code").asString() + " @ " + problem.path("path").asString()));
            return codes;
        }

        public @Nullable String header(String name) {
            return headers.entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().getFirst()).findFirst().orElse(null);
        }

        @Override
        public String toString() {
            return status + " " + text();
        }
    }

    public Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    public Answer post(String path, @Nullable Object body) {
        return send("POST", path, body, Map.of());
    }

    /** Posts and expects success; the answer's JSON. */
    public JsonNode create(String path, @Nullable Object body) {
        return expectSuccess(post(path, body), path);
    }

    /** Gets and expects success; the answer's JSON. */
    public JsonNode fetch(String path) {
        return expectSuccess(get(path), path);
    }

    private static JsonNode expectSuccess(Answer answer, String path) {
        if (answer.status() / 100 != 2) {
            throw new AssertionError(path + ": " + answer);
        }
        return answer.body().length == 0 ? JSON.createObjectNode() : answer.json();
    }

    public Answer put(String path, @Nullable Object body, long version) {
        return send("PUT", path, body, Map.of("If-Match", "\"" + version + "\""));
    }

    public Answer send(String method, String path, @Nullable Object body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path, headers).header("Content-Type", "application/json");
        return send(request.method(method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    /** One part of an upload: a file when it has a file name, else a plain field. */
    public record Part(String name, @Nullable String fileName, byte[] content) {

        public static Part field(String name, String value) {
            return new Part(name, null, value.getBytes(StandardCharsets.UTF_8));
        }

        public static Part file(String name, String fileName, byte[] content) {
            return new Part(name, fileName, content);
        }
    }

    public Answer upload(String path, Collection<Part> parts) {
        String boundary = "siji" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Part part : parts) {
            String file = part.fileName() == null ? "" : "; filename=\"" + part.fileName() + "\"";
            body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part.name() + "\"" + file
                    + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            body.writeBytes(part.content());
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request(path, Map.of()).header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        headers.forEach(request::header);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

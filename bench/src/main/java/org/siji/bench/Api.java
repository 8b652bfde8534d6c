package org.siji.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.siji.platform.geometry.GeometryJson;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The server's REST interface as one logged-in person uses it, over connections of his own. */
final class Api {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(new GeometryJson.Writer())).build();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final @Nullable String token;

    private Api(String base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    static Api logIn(String address, String username, String password) {
        String base = address + "/api/v1";
        JsonNode session = new Api(base, null).write("POST", "/session",
                Map.of("username", username, "password", password));
        return new Api(base, session.path("token").asString());
    }

    JsonNode get(String path) {
        return JSON.readTree(bytes(path));
    }

    /** What is outside of the versioned interface. */
    JsonNode root(String path) {
        return JSON.readTree(send(HttpRequest.newBuilder(URI.create(base).resolve(path)).GET().build()));
    }

    /** Reads it all, whatever the answer is. */
    int status(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.ofByteArray()).statusCode();
    }

    byte[] bytes(String path) {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, Object body) {
        return write("POST", path, body);
    }

    JsonNode put(String path, Object body) {
        return write("PUT", path, body);
    }

    private JsonNode write(String method, String path, Object body) {
        byte[] answer = send(request(path).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))).build());
        return answer.length == 0 ? JSON.createObjectNode() : JSON.readTree(answer);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private byte[] send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(request.method() + " " + request.uri() + " -> " + response.statusCode()
                        + " " + new String(response.body(), StandardCharsets.UTF_8));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package org.siji.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.jspecify.annotations.Nullable;

/** Sends a parcel file to a running server and says what it answered. */
final class ImportUpload {

    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final URI server;
    private final Messages messages = new Messages();

    ImportUpload(URI server) {
        this.server = server;
    }

    /** @return whether the server took the import */
    boolean send(Path file, @Nullable String codeAttribute, @Nullable String village, String user, String password,
            PrintWriter out)
            throws IOException, InterruptedException {
        HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
        try {
            HttpResponse<String> login = http.send(request("/api/v1/session")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(credentials(user, password))).build(), text());
            if (!(JsonTree.parse(login.body()) instanceof Map<?, ?> session)
                    || !(session.get("token") instanceof String token)) {
                return refused(login, out);
            }
            String boundary = "siji-" + UUID.randomUUID();
            HttpResponse<String> answer = http.send(request("/api/v1/imports")
                    .header("Authorization", "Bearer " + token).header("Idempotency-Key", UUID.randomUUID().toString())
                    .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(form(boundary, file, codeAttribute, village))).build(),
                    text());
            if (answer.statusCode() / 100 != 2) {
                return refused(answer, out);
            }
            out.println(messages.get("import.taken", JsonTree.parse(answer.body()) instanceof Map<?, ?> done
                    ? String.valueOf(done.get("id"))
                    : ""));
            return true;
        } catch (ConnectException e) {
            out.println(messages.get("import.no-server", server));
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT).header("Accept-Language",
                Locale.getDefault().getLanguage());
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8);
    }

    /** Prints the server's problem document: its detail and each problem with its place. */
    private boolean refused(HttpResponse<String> answer, PrintWriter out) {
        out.println(messages.get("import.refused", String.valueOf(answer.statusCode())));
        if (JsonTree.parse(answer.body()) instanceof Map<?, ?> problem) {
            out.println(firstOf(problem, "detail", "title"));
            if (problem.get("problems") instanceof Iterable<?> problems) {
                for (Object each : problems) {
                    if (each instanceof Map<?, ?> one) {
                        out.println("  " + firstOf(one, "path", "row") + " " + firstOf(one, "message", "code"));
                    }
                }
            }
        }
        return false;
    }

    private static String firstOf(Map<?, ?> object, String key, String otherKey) {
        Object value = object.get(key) != null ? object.get(key) : object.get(otherKey);
        return value == null ? "" : value.toString();
    }

    private static String credentials(String user, String password) {
        return "{\"username\":\"" + JsonTree.escape(user) + "\",\"password\":\"" + JsonTree.escape(password) + "\"}";
    }

    private static byte[] form(String boundary, Path file, @Nullable String codeAttribute,
            @Nullable String village) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        String name = String.valueOf(file.getFileName());
        boolean single = Files.isRegularFile(file) && !name.toLowerCase(Locale.ROOT).endsWith(".shp");
        part(form, boundary, "dryRun", "false");
        if (codeAttribute != null) {
            part(form, boundary, "codeAttribute", codeAttribute);
        }
        if (village != null) {
            part(form, boundary, "villageCode", village);
        }
        form.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + (single ? name : name + ".zip") + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(single ? Files.readAllBytes(file) : zipped(file));
        form.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    private static void part(ByteArrayOutputStream form, String boundary, String name, String value) {
        form.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value
                + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A folder, or a {@code .shp} with what lies beside it under the same name. */
    private static byte[] zipped(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean folder = Files.isDirectory(file);
        String shp = String.valueOf(file.getFileName());
        String stem = folder ? "" : shp.substring(0, shp.length() - ".shp".length()) + ".";
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);
                Stream<Path> files = Files.list(folder ? file : file.toAbsolutePath().resolveSibling("."))) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = String.valueOf(each.getFileName());
                if (name.startsWith(stem)) {
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(each, zip);
                    zip.closeEntry();
                }
            }
        }
        return bytes.toByteArray();
    }
}

package org.siji.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.siji.formats.json.JsonTree;

/** Sends a parcel file to a running server. */
final class ImportUpload {

    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final int MAX_DEPTH = 8;
    /** A delivery's folder also holds scans and orthophotos. */
    private static final Set<String> SHAPEFILE_PARTS = Set.of("shp", "shx", "dbf", "prj", "cpg");

    private final URI server;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    ImportUpload(URI server) {
        this.server = server;
    }

    /** @param body an import, or a problem document */
    record Answer(int status, String body) {

        boolean isSuccess() {
            return status / 100 == 2;
        }

        Map<?, ?> json() {
            return JsonTree.parse(body, JsonTree.Scalars.AS_WRITTEN) instanceof Map<?, ?> object ? object : Map.of();
        }
    }

    /** Nobody answers at the address. */
    static final class NoServer extends Exception {
        private static final long serialVersionUID = 1L;

        NoServer(Throwable cause) {
            super(cause);
        }
    }

    /** @return the server's answer; its {@code token} is what {@link #send} wants */
    Answer logIn(String user, String password) throws IOException, InterruptedException, NoServer {
        String credentials = "{\"username\":\"" + JsonTree.escape(user) + "\",\"password\":\""
                + JsonTree.escape(password) + "\"}";
        return post("/api/v1/session", BodyPublishers.ofString(credentials),
                Map.of("Content-Type", "application/json"));
    }

    /**
     * @param path   file, {@code .shp} with its parts beside it, or folder
     * @param fields of the form, beside the file
     */
    Answer send(Path path, Map<String, String> fields, String token)
            throws IOException, InterruptedException, NoServer {
        String name = String.valueOf(path.getFileName());
        boolean single = Files.isRegularFile(path) && !name.toLowerCase(Locale.ROOT).endsWith(".shp");
        Path file = single ? path : zipped(path);
        try {
            String boundary = "siji-" + UUID.randomUUID();
            return post("/api/v1/imports", form(boundary, file, single ? name : name + ".zip", fields),
                    Map.of("Authorization", "Bearer " + token, "Idempotency-Key", UUID.randomUUID().toString(),
                            "Content-Type", "multipart/form-data; boundary=" + boundary));
        } finally {
            if (!single) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Answer post(String path, BodyPublisher body, Map<String, String> headers)
            throws IOException, InterruptedException, NoServer {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT)
                .header("Accept-Language", Locale.getDefault().getLanguage()).POST(body);
        headers.forEach(request::header);
        try {
            HttpResponse<String> answer = http.send(request.build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(answer.statusCode(), answer.body());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new NoServer(e);
        }
    }

    private static BodyPublisher form(String boundary, Path file, String name, Map<String, String> fields)
            throws IOException {
        StringBuilder head = new StringBuilder();
        fields.forEach((field, value) -> head.append("--").append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"").append(field).append("\"\r\n\r\n").append(value)
                .append("\r\n"));
        head.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                .append(name).append("\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        return BodyPublishers.concat(BodyPublishers.ofString(head.toString()), BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    }

    /** A folder with its subfolders, or a {@code .shp} with what lies beside it under the same name; a temporary file. */
    private static Path zipped(Path path) throws IOException {
        Path zipped = Files.createTempFile("siji-import", ".zip");
        boolean isFolder = Files.isDirectory(path);
        Path folder = isFolder ? path : path.toAbsolutePath().resolveSibling(".").normalize();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(zipped), StandardCharsets.UTF_8)) {
            for (Path each : files(folder, isFolder ? MAX_DEPTH : 1)) {
                if (isFolder || stem(each).equalsIgnoreCase(stem(path))) {
                    zip.putNextEntry(new ZipEntry(folder.relativize(each).toString().replace('\\', '/')));
                    Files.copy(each, zip);
                    zip.closeEntry();
                }
            }
        }
        return zipped;
    }

    private static List<Path> files(Path folder, int depth) throws IOException {
        try (Stream<Path> all = Files.walk(folder, depth)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> SHAPEFILE_PARTS.contains(ending(file).toLowerCase(Locale.ROOT))).sorted().toList();
        }
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1);
    }
}

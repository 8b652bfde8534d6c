package org.siji.platform.pages;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SijiIntegrationTest
class PageServingTest {

    @LocalServerPort
    private int port;

    @Test
    void anAddressOfTheRouterGetsThePage() throws Exception {
        for (String path : new String[]{"/", "/login", "/fields/12/archive"}) {
            HttpResponse<String> response = get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.body()).as(path).contains("page under test");
        }
        assertThat(get("/login").headers().firstValue("Cache-Control")).hasValue("no-cache");
    }

    @Test
    void whatIsMissingIsMissing() throws Exception {
        for (String path : new String[]{"/api/v1/nothing-here", "/api/nothing", "/actuator/nothing",
                "/assets/gone.js"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void filesWithAHashInTheirNameAreKept() throws Exception {
        HttpResponse<String> response = get("/assets/probe-1a2b.js");
        assertThat(response.body()).contains("asset under test");
        assertThat(response.headers().firstValue("Cache-Control").orElseThrow()).contains("max-age=31536000",
                "immutable");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}

package org.siji.platform.consent;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/**
 * The county's own way to send text messages: an address that takes {@code {"id","phone","text"}} by POST with the secret as bearer
 * token, and answers 2xx once it has taken the message. Named by {@code SIJI_SMS_URL} and {@code SIJI_SMS_TOKEN}; without them no
 * code is offered.
 */
@Component
class SmsGateway {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int FIRST_REFUSAL = 300;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Environment environment;
    private final JsonMapper json;

    SmsGateway(Environment environment, JsonMapper json) {
        this.environment = environment;
        this.json = json;
    }

    boolean isThere() {
        return !url().isBlank();
    }

    private String url() {
        return environment.getProperty("SIJI_SMS_URL", "");
    }

    /**
     * @param id the message's own, by which the gateway may know a repetition
     * @throws ProblemException 503 when it can't be reached, does not answer in time, or refuses
     */
    void send(UUID id, String phone, String text) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url())).timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + environment.getProperty("SIJI_SMS_TOKEN", ""))
                    .POST(HttpRequest.BodyPublishers
                            .ofString(json.writeValueAsString(Map.of("id", id, "phone", phone, "text", text))))
                    .build();
            int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status < OK || status >= FIRST_REFUSAL) {
                throw failure("sms.gateway-refused", status);
            }
        } catch (HttpTimeoutException e) {
            throw failure("sms.gateway-slow", PATIENCE.toSeconds());
        } catch (IOException | IllegalArgumentException e) {
            // An address that is none is as good as one where nobody listens. The message itself must not be said anywhere.
            throw failure("sms.gateway-down");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("sms.gateway-down");
        }
    }

    private static ProblemException failure(String code, Object... args) {
        return ProblemException.of(HttpStatus.SERVICE_UNAVAILABLE, code, "", args);
    }
}

package org.siji.platform.identity;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every role against every resource. The objects asked for do not exist, so a role that may use a resource gets a 404, a 4xx for the
 * empty request, or an empty list; what lies inside which scope is tested by the module that owns it.
 */
@SijiIntegrationTest
class AccessMatrixTest {

    @Autowired
    TestUsers users;
    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    private record Resource(RequestMethod method, String path, boolean upload, Set<Role> allowed, boolean open) {}

    private List<Resource> resources() {
        List<Resource> resources = new ArrayList<>();
        mappings.getHandlerMethods().forEach((info, handler) -> {
            for (String pattern : info.getPatternValues()) {
                if (pattern.startsWith("/api/v1/")) {
                    Allowed allowed = handler.getMethodAnnotation(Allowed.class);
                    boolean upload = info.getConsumesCondition().getConsumableMediaTypes()
                            .contains(MediaType.MULTIPART_FORM_DATA);
                    RequestMethod method = info.getMethodsCondition().getMethods().iterator().next();
                    resources.add(new Resource(method, pattern.substring("/api/v1".length()), upload,
                            allowed == null ? Set.of() : Set.of(allowed.value()),
                            handler.hasMethodAnnotation(Public.class)));
                }
            }
        });
        return resources;
    }

    /** Path variables that look right and name nothing. */
    private static String address(Resource resource) {
        return resource.path().replace("{z}", "14").replace("{x}", "13198").replace("{y}", "6900")
                .replace("{code}", "431299999999").replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
    }

    private static ApiClient.Answer ask(ApiClient client, Resource resource) {
        String query = resource.method() == RequestMethod.GET ? "?season=2026" : "";
        if (resource.upload()) {
            return client.upload(address(resource), List.of(ApiClient.Part.file("file", "empty.bin", new byte[0])));
        }
        return client.send(resource.method().name(), address(resource) + query, null, Map.of("If-Match", "\"1\""));
    }

    @Test
    void everyRoleMeetsEveryResource() {
        Map<Role, ApiClient> clients = new EnumMap<>(Role.class);
        clients.put(Role.COUNTY, users.office(Role.COUNTY, "431299"));
        clients.put(Role.TOWNSHIP, users.office(Role.TOWNSHIP, "431299998"));
        clients.put(Role.VILLAGE, users.office(Role.VILLAGE, "431299998001"));
        clients.put(Role.PROVIDER, users.provider(UUID.randomUUID()));
        clients.put(Role.HOUSEHOLD, users.household(UUID.randomUUID(), "431299998001"));
        clients.put(Role.LEADER, users.office(Role.LEADER, "431299998001"));
        clients.put(Role.OPERATOR, users.operator(UUID.randomUUID()));
        List<String> wrong = new ArrayList<>();
        for (Resource resource : resources()) {
            if (resource.path().equals("/session")) {
                continue; // Logging in and out has its own test, and a logout would end the others here.
            }
            int anonymous = ask(users.anonymous(), resource).status();
            if (!resource.open() && anonymous != 401) {
                wrong.add("nobody " + resource.method() + " " + resource.path() + ": " + anonymous);
            }
            clients.forEach((role, client) -> {
                ApiClient.Answer answer = ask(client, resource);
                boolean refused = answer.status() == 403;
                boolean shouldBeRefused = !resource.open() && !resource.allowed().contains(role);
                if (refused != shouldBeRefused || answer.status() >= 500) {
                    wrong.add(role + " " + resource.method() + " " + resource.path() + ": " + answer);
                }
            });
        }
        assertThat(wrong).isEmpty();
        assertThat(resources()).hasSizeGreaterThan(20);
    }
}

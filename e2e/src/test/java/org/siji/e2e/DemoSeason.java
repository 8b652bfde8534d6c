package org.siji.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.siji.platform.identity.Role;

import static org.assertj.core.api.Assertions.assertThat;

/** A server with a played sample season, and the logins that it printed. */
final class DemoSeason implements AutoCloseable {

    /** A small county: every incident of the season is in it, and it is played in seconds. */
    private static final String MU = "400";
    private static final Pattern LOGIN = Pattern
            .compile("^\\s*(\\S+)\\s(.*)用户名\\s+(\\S+)[\\s\\u3000]+密码\\s+(\\S+)\\s*$");
    private static final Map<String, Role> ROLES = Map.of("县级", Role.COUNTY, "乡镇", Role.TOWNSHIP, "村文书",
            Role.VILLAGE, "服务主体", Role.PROVIDER, "农户", Role.HOUSEHOLD, "组长", Role.LEADER, "机手", Role.OPERATOR);

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    private final @Nullable SijiProcess server;
    private final String address;
    private final Map<Role, Login> logins = new EnumMap<>(Role.class);
    private final List<Named> named = new ArrayList<>();

    record Login(String username, String password) {}

    private record Named(Role role, String name, Login login) {}

    private DemoSeason(@Nullable SijiProcess server, String address) {
        this.server = server;
        this.address = address;
    }

    static DemoSeason play(Path home) throws IOException, InterruptedException {
        SijiProcess server = SijiProcess.start(home, "demo", "--mu", MU, "--port", "0");
        try {
            server.awaitLine(LOGIN);
            DemoSeason season = new DemoSeason(server, server.awaitAddress());
            server.output().forEach(season::readLogin);
            assertThat(season.logins).as("logins that the demo printed").containsKeys(Role.values());
            return season;
        } catch (AssertionError | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    /** A season that somebody else has played and serves: what it printed is in the file. */
    static DemoSeason running(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output);
        String address = lines.stream().map(ADDRESS::matcher).filter(Matcher::find).map(Matcher::group).findFirst()
                .orElseThrow(() -> new AssertionError("no address in " + output));
        DemoSeason season = new DemoSeason(null, address);
        lines.forEach(season::readLogin);
        assertThat(season.logins).as("logins in " + output).containsKeys(Role.values());
        return season;
    }

    private void readLogin(String line) {
        Matcher matcher = LOGIN.matcher(line);
        Role role = matcher.matches() ? ROLES.get(matcher.group(1)) : null;
        if (role != null) {
            Login login = new Login(matcher.group(3), matcher.group(4));
            logins.putIfAbsent(role, login);
            named.add(new Named(role, matcher.group(2).strip(), login));
        }
    }

    String address() {
        return address;
    }

    Login login(Role role) {
        return Objects.requireNonNull(logins.get(role), role::name);
    }

    List<Login> logins(Role role) {
        return named.stream().filter(one -> one.role() == role).map(Named::login).toList();
    }

    /** Of somebody who bears these words beside his name, or whose user name they are. */
    Login login(Role role, String words) {
        return named.stream()
                .filter(one -> one.role() == role
                        && (one.name().contains(words) || one.login().username().equals(words)))
                .findFirst()
                .map(Named::login).orElseThrow(() -> new AssertionError("no login of " + role + " with " + words));
    }

    @Override
    public void close() throws InterruptedException {
        if (server != null) {
            server.close();
        }
    }
}

package org.siji.platform;

import java.util.ArrayList;
import java.util.List;

import org.siji.platform.database.StartupException;
import org.siji.platform.database.StartupException.Reason;

/**
 * The command line of the server, as the launcher {@code ./siji} hands it over.
 *
 * @param demo       play the sample season
 * @param once       end after it
 * @param json       print its summary as JSON
 * @param port       HTTP port; 0 lets the operating system choose
 * @param properties the same for Spring, as {@code --name=value}
 */
record LaunchOptions(boolean demo, boolean once, boolean json, int port, List<String> properties) {

    private static final int DEFAULT_PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;

    static LaunchOptions parse(String... arguments) {
        boolean demo = arguments.length > 0 && "demo".equals(arguments[0]);
        if (!demo && (arguments.length == 0 || !"serve".equals(arguments[0]))) {
            throw new StartupException(Reason.OPTION_UNKNOWN, arguments.length == 0 ? "" : arguments[0]);
        }
        boolean once = false;
        boolean json = false;
        int port = DEFAULT_PORT;
        List<String> properties = new ArrayList<>();
        properties.add("--siji.demo.enabled=" + demo);
        for (int i = 1; i < arguments.length; i++) {
            String name = arguments[i];
            if ("--port".equals(name)) {
                port = (int) number(name, arguments, ++i, 0, HIGHEST_PORT);
            } else if (!demo) {
                throw new StartupException(Reason.OPTION_UNKNOWN, name);
            } else {
                switch (name) {
                    case "--once" -> once = true;
                    case "--json" -> json = true;
                    case "--mu" ->
                        properties.add("--siji.demo.mu=" + number(name, arguments, ++i, 1, Integer.MAX_VALUE));
                    case "--seed" -> properties
                            .add("--siji.demo.seed=" + number(name, arguments, ++i, Long.MIN_VALUE, Long.MAX_VALUE));
                    default -> throw new StartupException(Reason.OPTION_UNKNOWN, name);
                }
            }
        }
        properties.add("--siji.demo.once=" + once);
        properties.add("--siji.demo.json=" + json);
        properties.add("--server.port=" + port);
        if (json) {
            properties.add("--logging.threshold.console=OFF");
        }
        return new LaunchOptions(demo, once, json, port, List.copyOf(properties));
    }

    private static long number(String name, String[] arguments, int index, long least, long most) {
        String value = index < arguments.length ? arguments[index] : "";
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below together with a number out of range.
        }
        throw new StartupException(Reason.OPTION_VALUE, name, value);
    }
}

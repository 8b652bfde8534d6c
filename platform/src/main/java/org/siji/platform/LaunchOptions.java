package org.siji.platform;

import java.util.ArrayList;
import java.util.List;

import org.siji.platform.database.StartupException;
import org.siji.platform.database.StartupException.Reason;
import org.siji.sample.SampleSize;

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
    private static final long LEAST_MU = Math.round(SampleSize.MIN_PARCELS_FOR_SEASON * SampleSize.MEAN_PARCEL_MU);
    private static final long MOST_MU = Math.round(Integer.MAX_VALUE * SampleSize.MEAN_PARCEL_MU);

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
        if (demo) {
            // The season looks at each station as soon as it has passed it: no figure of a moment ago, however slow the machine.
            properties.add("--siji.figures.slow-millis=" + Integer.MAX_VALUE);
        }
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
                        properties.add("--siji.demo.mu=" + mu(name, arguments, ++i));
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

    /** A season's mishaps need room: a smaller county has no block that is worth a machine's trip for each. */
    private static long mu(String name, String[] arguments, int index) {
        long mu = number(name, arguments, index, 1, MOST_MU);
        if (mu < LEAST_MU) {
            throw new StartupException(Reason.DEMO_TOO_SMALL, mu, LEAST_MU);
        }
        return mu;
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

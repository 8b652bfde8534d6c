package org.siji.platform.database;

import java.nio.file.Path;
import java.util.Locale;

/** The first half of a server's start in a process of its own: home folder and database, held until the process ends. */
final class DatabaseHolder {

    private DatabaseHolder() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            SijiHome home = SijiHome.open(Path.of(System.getProperty("siji.home")));
            EmbeddedDatabase database = EmbeddedDatabase.start(home);
            Runtime.getRuntime().addShutdownHook(new Thread(database::close));
            DatabaseConnection connection = database.connection();
            System.out.println("open " + connection.url() + " " + connection.user() + " " + connection.password());
            Thread.currentThread().join();
        } catch (StartupException e) {
            System.out.println(e.reason() + " " + e.sentence(Locale.CHINESE) + " " + e.sentence(Locale.ENGLISH));
            System.exit(3);
        }
    }
}

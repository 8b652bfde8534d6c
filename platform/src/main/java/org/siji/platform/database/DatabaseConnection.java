package org.siji.platform.database;

/**
 * How to reach the database as its owner.
 *
 * @param url      JDBC address
 * @param user     owner of the schema; the application itself works with the narrower role {@code siji_app}
 * @param password never printed
 */
public record DatabaseConnection(String url, String user, String password) {

    @Override
    public String toString() {
        return "DatabaseConnection[" + url + ", " + user + "]";
    }
}

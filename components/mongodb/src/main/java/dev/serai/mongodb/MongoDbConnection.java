/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import com.mongodb.ConnectionString;
import dev.serai.connector.configuration.Option;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which MongoDB database a connector uses, and as whom. */
record MongoDbConnection(
        @Option(
                value = "The servers: mongodb://host:27017, mongodb://a,b,c/?replicaSet=rs0 or mongodb+srv://host, with"
                        + " the driver's further parameters behind '?'. No user and no password.",
                required = true)
        String url,

        @Option("The database. By default the one that the URL names.")
        String database,

        @Option("The user.") String username,

        @Option(value = "The user's password.", secret = true)
        String password,

        @Option(value = "The database that knows the user.", defaultValue = "admin")
        String authSource,

        @Option("How encrypted connections are made.") MongoDbTls tls) {

    private static final String SRV = "mongodb+srv://";

    /** Parameters of the URL that have an option here, which has a default and would win in silence. */
    private static final Map<String, String> WRITTEN_ELSEWHERE = Map.of(
            "maxpoolsize", "options.maxConnections",
            "minpoolsize", "options.minConnections",
            "maxidletimems", "options.idleTimeout",
            "connecttimeoutms", "options.connectTimeout",
            "serverselectiontimeoutms", "options.serverSelectionTimeout",
            "timeoutms", "options.requestTimeout",
            "sockettimeoutms", "options.requestTimeout",
            "waitqueuetimeoutms", "options.requestTimeout",
            "retrywrites", "options.retryWrites",
            "authsource", "connection.authSource");

    MongoDbConnection {
        if (url.contains("@")) {
            throw new IllegalArgumentException("'connection.url' names a user, or holds an '@'. Write"
                    + " 'connection.username' and 'connection.password' instead, and %40 for an '@' elsewhere.");
        }
        requireReadable(url);
        parameters(url).forEach(MongoDbConnection::requireAllowed);
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException(
                    "'connection.username' and 'connection.password' go together: give both" + " or neither.");
        }
        String named = database == null ? path(url) : database;
        if (named == null) {
            throw new IllegalArgumentException(
                    "No database is named. Write 'connection.database', or name it in 'connection.url' as"
                            + " mongodb://host/database.");
        }
        if (!Names.isDatabase(named)) {
            throw new IllegalArgumentException(
                    "'" + named + "' is no name of a database: these have 1 to 63 characters,"
                            + " and no space and none of /\\.\"$*<>:|?");
        }
    }

    private static void requireReadable(String url) {
        if (url.startsWith(SRV)) {
            // What it stands for is asked of the name service, when connecting.
            return;
        }
        try {
            ConnectionString unused = new ConnectionString(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'connection.url' cannot be read: " + e.getMessage() + " Expected mongodb://host:27017 or"
                            + " mongodb+srv://host.",
                    e);
        }
    }

    private static void requireAllowed(String parameter) {
        String instead = WRITTEN_ELSEWHERE.get(parameter);
        if (instead != null) {
            throw new IllegalArgumentException(
                    "'connection.url' has the parameter '" + parameter + "'. Write '" + instead + "' instead.");
        }
        if (parameter.contains("insecure") || parameter.contains("allowinvalid")) {
            throw new IllegalArgumentException("'connection.url' has the parameter '" + parameter
                    + "', but certificates are always verified. Give the authority's certificate as"
                    + " 'connection.tls.ca' instead.");
        }
    }

    private static List<String> parameters(String url) {
        int question = url.indexOf('?');
        return question < 0
                ? List.of()
                : Arrays.stream(url.substring(question + 1).split("[&;]", -1))
                        .map(parameter -> parameter.split("=", 2)[0].toLowerCase(Locale.ROOT))
                        .toList();
    }

    /** The database in the URL, or null. */
    private static String path(String url) {
        String rest = url.substring(url.indexOf("://") + 3);
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        int slash = place.indexOf('/');
        String path = slash < 0 ? "" : place.substring(slash + 1);
        return path.isEmpty() ? null : URI.create("x:/" + path).getPath().substring(1);
    }

    /** The database that calls use. */
    String usedDatabase() {
        return database == null ? path(url) : database;
    }

    /** The servers as people know them: the URL without its parameters. */
    String servers() {
        String place = url.substring(url.indexOf("://") + 3);
        return place.split("[/?]", 2)[0];
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "MongoDbConnection[url=" + url + ", database=" + usedDatabase() + ", username=" + username
                + ", authSource=" + authSource + ", tls=" + tls + "]";
    }
}

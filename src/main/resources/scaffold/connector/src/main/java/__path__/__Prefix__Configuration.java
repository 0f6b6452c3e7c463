package __package__;

import dev.serai.connector.configuration.Option;
import java.net.URI;
import java.time.Duration;

/** What a declaration of type {@code __type__} says. */
public record __Prefix__Configuration(
        @Option("Which server, and as whom.") Connection connection,

        @Option("How calls are made.") Options options) {

    /** Which server, and as whom. */
    public record Connection(
            @Option(value = "The server's address, such as http://localhost:8080.", required = true)
            String url,

            @Option(value = "The user.", required = true) String username,

            @Option(value = "The user's password.", required = true, secret = true)
            String password) {

        public Connection {
            if (!url.matches("https?://[^/]+.*") || url.endsWith("/") || URI.create(url).getHost() == null) {
                throw new IllegalArgumentException("'connection.url' must be an address without a '/' at its end, such"
                        + " as http://localhost:8080.");
            }
        }

        /** Leaves the password out, so that the record can be logged. */
        @Override
        public String toString() {
            return "Connection[url=" + url + ", username=" + username + "]";
        }
    }

    /** How calls are made. */
    public record Options(
            @Option(value = "How long the server may take to answer.", defaultValue = "30s", min = "1ms", max = "1h")
            Duration requestTimeout) {}
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import dev.serai.connector.configuration.Option;
import dev.serai.testkit.keyvalue.KeyValueConfiguration;
import java.time.Duration;

/** Configuration records with something wrong. */
final class BrokenConfigurations {

    private BrokenConfigurations() {}

    private static KeyValueConfiguration sound(KeyValueConfiguration.Connection connection) {
        return new KeyValueConfiguration(connection, new KeyValueConfiguration.Options(Duration.ofSeconds(30), 100));
    }

    /** Repairs a value silently. */
    record Repairing(
            @Option("Server.") KeyValueConfiguration.Connection connection,
            @Option("Calls.") RepairingPages options) {
        record RepairingPages(
                @Option(value = "Size.", defaultValue = "100", min = "1", max = "1000")
                int pageSize) {
            RepairingPages {
                pageSize = Math.min(pageSize, 50);
            }
        }

        KeyValueConfiguration sound() {
            return BrokenConfigurations.sound(connection);
        }
    }

    /** Has a default outside its range. */
    record ImpossibleDefault(
            @Option("Server.") KeyValueConfiguration.Connection connection,
            @Option("Calls.") ImpossibleDefaultPages options) {
        record ImpossibleDefaultPages(
                @Option(value = "Size.", defaultValue = "0", min = "1", max = "1000")
                int pageSize) {}

        KeyValueConfiguration sound() {
            return BrokenConfigurations.sound(connection);
        }
    }

    /** Has two options whose names nobody can tell apart. */
    record Confusing(
            @Option("Server.") KeyValueConfiguration.Connection connection,
            @Option("Calls.") ConfusingPages options) {
        record ConfusingPages(
                @Option("A size.") String pageSizes,
                @Option("Another size.") String pageSize) {}

        KeyValueConfiguration sound() {
            return BrokenConfigurations.sound(connection);
        }
    }

    /** Takes any number. */
    record Boundless(
            @Option("Server.") KeyValueConfiguration.Connection connection,
            @Option("Calls.") BoundlessPages options) {
        record BoundlessPages(
                @Option(value = "Size.", defaultValue = "100")
                int pageSize) {}

        KeyValueConfiguration sound() {
            return BrokenConfigurations.sound(connection);
        }
    }

    /** Refuses what its range allows. */
    record Narrow(
            @Option("Server.") KeyValueConfiguration.Connection connection,
            @Option("Calls.") NarrowPages options) {
        record NarrowPages(
                @Option(value = "Size.", defaultValue = "100", min = "1", max = "1000")
                int pageSize) {
            NarrowPages {
                if (pageSize < 10) {
                    throw new IllegalArgumentException("'options.pageSize' must be at least 10.");
                }
            }
        }

        KeyValueConfiguration sound() {
            return BrokenConfigurations.sound(connection);
        }
    }

    /** Does not say what it needs. */
    record Lenient(@Option("Server.") LenientConnection connection) {
        record LenientConnection(
                @Option("Address.") String url,
                @Option("User.") String username,
                @Option(value = "Password.", secret = true) String password) {}

        KeyValueConfiguration sound() {
            return BrokenConfigurations.sound(
                    new KeyValueConfiguration.Connection(connection.url, connection.username, connection.password));
        }
    }

    /** Does not say what is secret. */
    record Open(@Option("Server.") OpenConnection connection) {
        record OpenConnection(
                @Option(value = "Address.", required = true) String url,
                @Option(value = "User.", required = true) String username,

                @Option(value = "Password.", required = true)
                String password) {}

        KeyValueConfiguration sound() {
            return BrokenConfigurations.sound(
                    new KeyValueConfiguration.Connection(connection.url, connection.username, connection.password));
        }
    }

    /** Shows its password when it is logged. */
    record Talkative(@Option("Server.") TalkativeConnection connection) {
        record TalkativeConnection(
                @Option(value = "Address.", required = true) String url,
                @Option(value = "User.", required = true) String username,

                @Option(value = "Password.", required = true, secret = true)
                String password) {}

        KeyValueConfiguration sound() {
            return BrokenConfigurations.sound(
                    new KeyValueConfiguration.Connection(connection.url, connection.username, connection.password));
        }
    }

    /** Says nothing of an option. */
    record Silent(
            @Option("Server.") KeyValueConfiguration.Connection connection,
            @Option("Calls.") SilentPages options) {
        record SilentPages(@Option("") String pageSize) {}

        KeyValueConfiguration sound() {
            return BrokenConfigurations.sound(connection);
        }
    }
}

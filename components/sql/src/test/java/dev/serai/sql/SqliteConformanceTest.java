/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The SQL connector keeps the contract with SQLite. */
class SqliteConformanceTest extends SqlConformance {

    private static EmbeddedSystem system;

    SqliteConformanceTest() {
        String file = "SQLite is a file, not a server.";
        lacks(Behaviour.SECRETS, file);
        lacks(Behaviour.CREDENTIALS, file);
        lacks(Behaviour.CONNECTING_REACHES_THE_SYSTEM, file);
        lacks(Behaviour.STOPPING, file);
        lacks(Behaviour.HOLDING, "What reads waits for nobody.");
        lacks(Behaviour.COUNTING_CALLS, file);
        lacks(Behaviour.COUNTING_CONNECTIONS, file);
    }

    @BeforeAll
    static void startDatabase() throws Exception {
        system = EmbeddedSystem.sqlite();
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        if (system != null) {
            system.close();
        }
    }

    @Override
    protected String variant() {
        return "SQLite";
    }

    @Override
    protected SystemUnderTest system() {
        return system;
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("connection.url", system.url());
    }

    @Override
    protected Call read() {
        return reading("SELECT id, name FROM items ORDER BY id");
    }
}

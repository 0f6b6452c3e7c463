/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import java.util.Map;

/** The SQL connector keeps the contract with SQLite. */
class SqliteConformanceTest extends EmbeddedConformance {

    private static final String FILE = "SQLite is a file, not a server.";

    SqliteConformanceTest() {
        super(FILE);
        lacks(Behaviour.SECRETS, FILE);
        lacks(Behaviour.CREDENTIALS, FILE);
        lacks(Behaviour.HOLDING, "What reads waits for nobody.");
    }

    @Override
    EmbeddedSystem start() throws Exception {
        return EmbeddedSystem.sqlite();
    }

    @Override
    protected String variant() {
        return "SQLite";
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("connection.url", url());
    }

    @Override
    protected Call read() {
        return reading("SELECT id, name FROM items ORDER BY id");
    }
}

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

/** The SQL connector keeps the contract with H2. */
class H2ConformanceTest extends SqlConformance {

    private static EmbeddedSystem system;

    H2ConformanceTest() {
        String embedded = "H2 runs within the connector's process here.";
        lacks(Behaviour.CONNECTING_REACHES_THE_SYSTEM, embedded);
        lacks(Behaviour.STOPPING, embedded);
        lacks(Behaviour.HOLDING, embedded);
        lacks(Behaviour.COUNTING_CALLS, embedded);
        lacks(Behaviour.COUNTING_CONNECTIONS, embedded);
    }

    @BeforeAll
    static void startDatabase() throws Exception {
        system = EmbeddedSystem.h2("");
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        if (system != null) {
            system.close();
        }
    }

    @Override
    protected String variant() {
        return "H2";
    }

    @Override
    protected SystemUnderTest system() {
        return system;
    }

    @Override
    protected Map<String, String> options() {
        return options(system.url(), "SA");
    }

    @Override
    protected Call read() {
        return reading("SELECT id AS \"id\", name AS \"name\" FROM items ORDER BY id");
    }
}

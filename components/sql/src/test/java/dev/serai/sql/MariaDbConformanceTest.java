/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The SQL connector keeps the contract with MariaDB. */
class MariaDbConformanceTest extends SqlConformance {

    private static MariaDbSystem system;

    @BeforeAll
    static void startDatabase() throws Exception {
        system = new MariaDbSystem();
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        if (system != null) {
            system.close();
        }
    }

    @Override
    protected String variant() {
        return "MariaDB";
    }

    @Override
    protected SystemUnderTest system() {
        return system;
    }

    @Override
    protected Map<String, String> options() {
        return options(system.url(), system.user());
    }

    @Override
    protected Call read() {
        return reading("SELECT id, name FROM items ORDER BY id");
    }
}

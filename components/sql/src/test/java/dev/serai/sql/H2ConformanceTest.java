/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import java.util.Map;

/** The SQL connector keeps the contract with H2. */
class H2ConformanceTest extends EmbeddedConformance {

    private static final String EMBEDDED = "H2 runs within the connector's process here.";

    H2ConformanceTest() {
        super(EMBEDDED);
        lacks(Behaviour.HOLDING, EMBEDDED);
    }

    @Override
    EmbeddedSystem start() throws Exception {
        return EmbeddedSystem.h2("");
    }

    @Override
    protected String variant() {
        return "H2";
    }

    @Override
    protected Map<String, String> options() {
        return options(url(), "SA");
    }

    @Override
    protected Call read() {
        return reading("SELECT id AS \"id\", name AS \"name\" FROM items ORDER BY id");
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

/** The SQL connector keeps the contract with H2 in its Oracle mode, which stands in for Oracle. */
class H2OracleConformanceTest extends H2ConformanceTest {

    @Override
    EmbeddedSystem start() throws Exception {
        return EmbeddedSystem.h2(";MODE=Oracle");
    }

    @Override
    protected String variant() {
        return "H2, Oracle mode";
    }
}

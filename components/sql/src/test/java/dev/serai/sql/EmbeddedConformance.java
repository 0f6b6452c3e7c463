/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.SystemUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** The contract with a database that runs within this process: nothing of it can be stopped, held up or counted. */
@Tag("thorough")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EmbeddedConformance extends SqlConformance {

    private EmbeddedSystem system;

    /** @param reason why there is nothing to reach, a sentence */
    EmbeddedConformance(String reason) {
        lacks(Behaviour.CONNECTING_REACHES_THE_SYSTEM, reason);
        lacks(Behaviour.STOPPING, reason);
        lacks(Behaviour.COUNTING_CALLS, reason);
        lacks(Behaviour.COUNTING_CONNECTIONS, reason);
    }

    abstract EmbeddedSystem start() throws Exception;

    @BeforeAll
    void startDatabase() throws Exception {
        system = start();
    }

    @AfterAll
    void stopDatabase() throws Exception {
        if (system != null) {
            system.close();
        }
    }

    final String url() {
        return system.url();
    }

    @Override
    protected final SystemUnderTest system() {
        return system;
    }
}

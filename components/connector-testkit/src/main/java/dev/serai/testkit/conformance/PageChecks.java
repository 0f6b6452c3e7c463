/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** The page that compares connectors is fresh. */
interface PageChecks extends Checks {

    @Test
    default void itsRowOnTheConformancePageIsFresh() {
        ConformancePage page = new ConformancePage(run().suite()
                .page()
                .orElseThrow(() -> new TestAbortedException("There is no conformance page beside this module.")));
        String row = ConformancePage.row(run().suite().title(), run().suite().lacking());
        if (Boolean.getBoolean(ConformancePage.WRITE)) {
            page.write(row);
        }

        assertThat(page.rowOf(run().suite().title()))
                .as("The row is stale. Rewrite it: ./mvnw test -D" + ConformancePage.WRITE + "=true -Dtest="
                        + run().suite().getClass().getSimpleName())
                .contains(row);
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.registry.ConnectorTypes;
import dev.serai.testkit.conformance.ConformancePage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every connector that comes along has passed the conformance suite: it has a row on the page. */
class ConformancePageTest {

    /** The runtime brings no connectors of its own; its tests do. */
    private static final String MADE_FOR_TESTS_OF = "dev.serai.runtime.";

    @Test
    void everyConnectorTypeHasARow() {
        Path page = Path.of("").toAbsolutePath().resolveSibling("components").resolve("CONFORMANCE.md");
        List<String> titles = new ConformancePage(page).titles();

        ConnectorTypes.of(getClass().getClassLoader()).factories().forEach((type, factory) -> {
            if (!factory.getClass().getName().startsWith(MADE_FOR_TESTS_OF)) {
                assertThat(titles)
                        .as("Nothing holds the type '" + type + "' to the contract: add a class that extends"
                                + " ConnectorConformance to its module.")
                        .anyMatch(title -> title.equals(type) || title.startsWith(type + " ("));
            }
        });
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.registry.ConnectorTypes;
import dev.serai.testkit.conformance.ConformancePage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every connector that comes along has passed the conformance suite: it has a row on the page. */
class ConformancePageTest {

    @Test
    void everyConnectorTypeHasARow() {
        Path page = Path.of("").toAbsolutePath().resolveSibling("components").resolve("CONFORMANCE.md");
        List<String> titles = new ConformancePage(page).titles();

        for (ConnectorMetadata type :
                ConnectorTypes.of(getClass().getClassLoader()).list()) {
            assertThat(titles)
                    .as("Nothing holds the type '" + type.type() + "' to the contract: add a class that extends"
                            + " ConnectorConformance to its module.")
                    .anyMatch(title -> title.equals(type.type()) || title.startsWith(type.type() + " ("));
        }
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The connector that keeps the whole contract. */
class KeyValueConformanceTest extends KeyValueConformance {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void writePage() throws Exception {
        Path page = Files.writeString(folder.resolve("page.md"), "| a | b | c |\n|---|---|---|\n");
        new ConformancePage(page).write(ConformancePage.row("key-value", Map.of()));
    }

    @Override
    protected Optional<Path> page() {
        return Optional.of(folder.resolve("page.md"));
    }
}

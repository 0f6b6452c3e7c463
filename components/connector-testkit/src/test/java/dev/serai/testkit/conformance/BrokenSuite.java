/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import dev.serai.connector.ConnectorFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The suite as it is run on a broken connector. Not a test by itself: its checks are expected to fail. */
class BrokenSuite extends KeyValueConformance {

    /** The break that is tried out. */
    static Break broken;

    @TempDir
    private Path folder;

    BrokenSuite() {
        if (broken.check().equals("itsRowOnTheConformancePageIsFresh")) {
            lacks(Behaviour.AGGREGATION, "It was forgotten on the page.");
        }
    }

    @BeforeEach
    void writePage() throws Exception {
        Path page = Files.writeString(folder.resolve("page.md"), "| a | b | c |\n|---|---|---|\n");
        new ConformancePage(page).write(ConformancePage.row("key-value", Map.of()));
    }

    @Override
    protected ConnectorFactory<?> factory() {
        return broken.factory();
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(1);
    }

    @Override
    protected Optional<Path> page() {
        return Optional.of(folder.resolve("page.md"));
    }

    @Override
    protected Path results() {
        return Path.of("target", "broken-conformance");
    }
}

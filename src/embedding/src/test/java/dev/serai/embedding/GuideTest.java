/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GuideTest {

    @Test
    void theJavaOfTheGuideStandsInTheseTests() throws IOException {
        String tests;
        try (Stream<Path> files = Files.list(Path.of("src/test/java/dev/serai/embedding"))) {
            tests = files.map(GuideTest::text).map(GuideTest::flat).collect(Collectors.joining());
        }

        assertThat(Guide.java()).hasSize(4).allSatisfy(block -> assertThat(tests)
                .contains(flat(block)));
    }

    private static String flat(String code) {
        return code.replaceAll("\\s+", "");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

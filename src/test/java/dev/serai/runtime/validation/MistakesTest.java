/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.runtime.TestWorkspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Every kind of mistake at once: what is reported, in which words, at which place. */
class MistakesTest {

    @Test
    void everyMistakeIsReportedWithItsPlaceAndItsRemedy() throws IOException {
        Path folder = TestWorkspaces.resource("mistakes");

        assertThat(TestWorkspaces.problems(folder).lines())
                .containsExactlyElementsOf(Files.readAllLines(folder.resolve("expected.txt")));
    }
}

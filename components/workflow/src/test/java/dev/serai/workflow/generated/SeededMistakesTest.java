/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.workflow.mistake.Mistake;
import dev.serai.workflow.mistake.SeededMistake;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The search among random routes finds mistakes: it is not green because it is blind. */
@Isolated
class SeededMistakesTest {

    /** A mistake that needs more is one that the routes hardly come by. */
    private static final int ROUTES = 100;

    @AfterEach
    void makeNone() {
        SeededMistake.make(null);
    }

    @ParameterizedTest
    @Tag("thorough")
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"COUNTS_NO_REDELIVERY", "FORGETS_AT_A_WAIT"})
    void aMistakeIsFound(Mistake mistake) {
        assertFound(mistake);
    }

    /** Mistakes that only a few routes come by, so that the search takes longer. */
    @ParameterizedTest
    @Tag("thorough")
    @EnumSource(names = {"COUNTS_NO_REDELIVERY", "FORGETS_AT_A_WAIT"})
    void aRareMistakeIsFound(Mistake mistake) {
        assertFound(mistake);
    }

    private static void assertFound(Mistake mistake) {
        SeededMistake.make(mistake);
        assertThat(new Search(20_261_121, Duration.ZERO, 24).among(ROUTES))
                .as("a counterexample when the engine %s", mistake)
                .isPresent();
    }
}

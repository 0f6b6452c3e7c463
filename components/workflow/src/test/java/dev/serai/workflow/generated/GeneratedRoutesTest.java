/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random routes lose nothing and do nothing twice, wherever they crash. The routes are the same in each run; others are
 * tried with {@code -Dserai.generator.seed=NUMBER}, more or fewer with {@code -Dserai.generator.routes=NUMBER}, and a
 * counterexample is made smaller for {@code -Dserai.generator.shrinking=SECONDS}. A route with more borders than
 * {@code -Dserai.generator.deaths=NUMBER} is crashed at so many of them, at random.
 */
class GeneratedRoutesTest {

    private static final long SEED = Long.getLong("serai.generator.seed", 20_261_121);

    @Test
    void routesSurviveACrashAtAnyBorder() {
        assertThat(search(
                        Integer.getInteger("serai.generator.routes", 20),
                        Integer.getInteger("serai.generator.deaths", 16)))
                .isEmpty();
    }

    @Test
    @Tag("thorough")
    void manyRoutesSurviveACrashAtAnyBorder() {
        assertThat(search(5_000, 128)).isEmpty();
    }

    private static String search(int routes, int mostDeaths) {
        return new Search(SEED, Duration.ofSeconds(Long.getLong("serai.generator.shrinking", 60)), mostDeaths)
                .among(routes)
                .map(Search.Counterexample::describe)
                .orElse("");
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.registry.DeclaredConnector;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Results that are kept, and when they are forgotten. */
interface CacheChecks extends Checks {

    @Test
    @Needs(Behaviour.COUNTING_CALLS)
    default void aSecondReadIsAnsweredByTheCache() {
        DeclaredConnector connector = run().declared(Map.of("cache.enabled", "true"));

        Object first = run().execute(connector, run().suite().read()).output();
        Object second = run().execute(connector, run().suite().read()).output();

        assertThat(second).isEqualTo(first).isEqualTo(run().suite().read().output());
        assertThat(run().system().calls()).isEqualTo(1);
    }

    @Test
    @Needs(Behaviour.COUNTING_CALLS)
    default void aChangeClearsWhatWasReadOfTheSame() {
        DeclaredConnector connector = run().declared(Map.of("cache.enabled", "true"));
        run().execute(connector, run().suite().read());

        run().execute(connector, run().suite().changeOfWhatIsRead());

        assertReadsAnew(connector);
    }

    @Test
    @Needs(Behaviour.COUNTING_CALLS)
    default void clearCacheForgetsWhatWasRead() {
        DeclaredConnector connector = run().declared(Map.of("cache.enabled", "true"));
        run().execute(connector, run().suite().read());

        connector.execute("clearCache", Map.of());

        assertReadsAnew(connector);
    }

    @Test
    @Needs(Behaviour.COUNTING_CALLS)
    default void whatWasReadIsForgottenAfterItsTime() {
        DeclaredConnector connector = run().declared(Map.of("cache.enabled", "true", "cache.ttl", "100ms"));
        run().execute(connector, run().suite().read());
        int before = run().system().calls();

        run().await("the system is asked again").until(() -> {
            run().execute(connector, run().suite().read());
            return run().system().calls() > before;
        });
    }

    private void assertReadsAnew(DeclaredConnector connector) {
        int before = run().system().calls();
        run().execute(connector, run().suite().read());
        assertThat(run().system().calls()).isEqualTo(before + 1);
    }
}

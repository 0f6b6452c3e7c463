/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.Connector;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.HealthCheckResult.Status;
import dev.serai.connector.registry.DeclaredConnector;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Health is found out by asking the system. */
interface HealthChecks extends Checks {

    @Test
    default void itsHealthIsFoundOutOrSaidToBeUnknown() {
        HealthCheckResult result = run().connected(Map.of()).healthCheck();

        assertThat(result.status()).isEqualTo(run().suite().has(Behaviour.HEALTH_CHECK) ? Status.UP : Status.UNKNOWN);
        assertThat(result.message()).isNotBlank();
    }

    @Test
    default void aConnectorThatIsNotConnectedIsNotUp() {
        Connector connector = run().bare(Map.of());

        assertThat(connector.healthCheck().status()).isNotEqualTo(Status.UP);
    }

    @Test
    @Needs({Behaviour.HEALTH_CHECK, Behaviour.STOPPING})
    default void aSystemThatIsAwayIsDownUntilItIsBack() {
        Connector connector = run().connected(Map.of());

        run().system().stop();
        HealthCheckResult away = connector.healthCheck();
        run().system().start();

        assertThat(away.status()).isEqualTo(Status.DOWN);
        assertThat(away.message()).isNotBlank();
        assertThat(run().knownCodes()).contains(away.errorCode());
        run().await("it is up again").until(() -> connector.healthCheck().up());
    }

    @Test
    @Needs({Behaviour.HEALTH_CHECK, Behaviour.STOPPING})
    default void whoeverWatchesSeesTheSystemGoAndComeBack() {
        DeclaredConnector connector = run().declared(
                        Map.of("health.enabled", "true", "health.interval", "20ms", "health.maxInterval", "50ms"));
        run().await("it is seen to be up").until(() -> connector.health().up());

        run().system().stop();
        run().await("it is seen to be down").until(() -> connector.health().status() == Status.DOWN);
        run().system().start();
        run().await("it is seen to be up again").until(() -> connector.health().up());
    }
}

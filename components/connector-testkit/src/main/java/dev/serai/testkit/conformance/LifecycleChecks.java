/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.registry.DeclaredConnector;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Connecting, disconnecting, and calls before and after. */
interface LifecycleChecks extends Checks {

    @Test
    default void connectingTwiceIsRefused() {
        Connector connector = run().connected(Map.of());

        assertThat(run().failure(connector::connect).errorCode()).isEqualTo(ConnectorErrors.ALREADY_CONNECTED);
        assertThat(run().call(connector, run().suite().read()).output())
                .as("a call after the refusal")
                .isEqualTo(run().suite().read().output());
    }

    @Test
    default void disconnectingTwiceIsHarmless() {
        Connector connector = run().bare(Map.of());
        connector.disconnect();
        connector.connect();

        connector.disconnect();
        connector.disconnect();
    }

    @Test
    default void aCallBeforeConnectingIsRefusedAndWasNeverSent() {
        Connector connector = run().bare(Map.of());

        assertNotConnected(connector);
    }

    @Test
    default void aCallAfterDisconnectingIsRefusedAndWasNeverSent() {
        Connector connector = run().connected(Map.of());
        connector.disconnect();

        assertNotConnected(connector);
    }

    @Test
    default void itCanBeConnectedAgain() {
        Connector connector = run().connected(Map.of());
        connector.disconnect();

        connector.connect();

        assertThat(run().call(connector, run().suite().read()).output())
                .isEqualTo(run().suite().read().output());
    }

    @Test
    @Needs({Behaviour.STOPPING, Behaviour.CONNECTING_REACHES_THE_SYSTEM})
    default void connectingToASystemThatIsAwayMayBeTriedAgain() {
        run().system().stop();
        Connector connector = run().bare(Map.of());

        ConnectorException failure = run().failure(connector::connect);

        assertThat(failure.category()).isEqualTo(ErrorCategory.CONNECTION);
        assertThat(failure.recoverable()).as("recoverable").isTrue();
        run().system().start();
        connector.connect();
        assertThat(run().call(connector, run().suite().read()).output())
                .isEqualTo(run().suite().read().output());
    }

    @Test
    @Needs(Behaviour.STOPPING)
    default void itIsConnectedAsSoonAsTheSystemComes() {
        run().system().stop();
        DeclaredConnector connector = run().declared(Map.of());

        ConnectorException failure = run().failure(connector, run().suite().read());
        run().system().start();

        assertThat(failure.category()).isEqualTo(ErrorCategory.CONNECTION);
        run().await("it is connected").until(connector::connected);
        assertThat(run().execute(connector, run().suite().read()).output())
                .isEqualTo(run().suite().read().output());
    }

    private void assertNotConnected(Connector connector) {
        ConnectorException failure =
                run().failure(() -> run().call(connector, run().suite().read()));

        assertThat(failure.errorCode()).isEqualTo(ConnectorErrors.NOT_CONNECTED);
        assertThat(failure.neverSent()).as("never sent").isTrue();
    }
}

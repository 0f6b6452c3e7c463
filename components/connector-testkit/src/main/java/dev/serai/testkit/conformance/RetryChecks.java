/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.registry.DeclaredConnector;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is repeated, and above all what is not. */
interface RetryChecks extends Checks {

    @Test
    @Needs({Behaviour.HOLDING, Behaviour.STOPPING})
    default void aReadIsRepeatedAfterItsConnectionBroke() {
        DeclaredConnector connector = run().declared(Map.of("retry.maxRetries", "10"));

        CompletableFuture<ExecutionResult> call =
                broken(connector, run().suite().read());

        assertThat(ConformanceRun.join(call).output())
                .isEqualTo(run().suite().read().output());
    }

    @Test
    @Needs({Behaviour.HOLDING, Behaviour.STOPPING, Behaviour.UNSAFE_CHANGES})
    default void anUnsafeChangeThatMayHaveArrivedIsNotRepeated() {
        DeclaredConnector connector = run().declared(Map.of("retry.maxRetries", "10"));

        CompletableFuture<ExecutionResult> call =
                broken(connector, run().suite().change());

        ConnectorException failure = run().failure(() -> ConformanceRun.join(call));
        assertThat(failure.category()).isEqualTo(ErrorCategory.CONNECTION);
        assertThat(connector.retries()).as("repetitions").isZero();
        if (run().suite().has(Behaviour.COUNTING_CALLS)) {
            assertThat(run().system().calls()).as("calls that the system saw").isLessThanOrEqualTo(1);
        }
        assertThat(run().system().effects()).as("effects").isLessThanOrEqualTo(1);
    }

    @Test
    @Needs(Behaviour.STOPPING)
    default void aChangeThatWasNeverSentIsRepeated() {
        DeclaredConnector connector =
                run().declared(Map.of("retry.maxRetries", "3", "retry.delay", "200ms", "retry.maxDelay", "200ms"));
        run().system().stop();
        // Whatever the connector kept open is used up by then.
        run().failure(connector, run().suite().read());
        long before = connector.retries();

        CompletableFuture<ExecutionResult> call =
                run().begin(connector, run().suite().change());
        run().await("the change was repeated").until(() -> connector.retries() > before || call.isDone());
        run().system().start();

        ConformanceRun.join(call);
        assertThat(run().system().effects()).isEqualTo(1);
    }

    @Test
    default void aRefusalIsNotRepeated() {
        DeclaredConnector connector = run().declared(Map.of("retry.maxRetries", "5"));

        run().failure(connector, run().suite().refused());

        assertThat(connector.retries()).isZero();
        if (run().suite().has(Behaviour.COUNTING_CALLS)) {
            assertThat(run().system().calls()).isLessThanOrEqualTo(1);
        }
    }

    private CompletableFuture<ExecutionResult> broken(DeclaredConnector connector, Call call) {
        run().system().hold();
        CompletableFuture<ExecutionResult> underWay = run().begin(connector, call);
        run().await("the call is under way").until(() -> run().system().held() == 1);
        run().system().stop();
        run().system().release();
        run().system().start();
        return underWay;
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.Connector;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.registry.DeclaredConnector;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Each other thing that a connector says it can do is tried out. */
interface CapabilityChecks extends Checks {

    @Test
    @Needs({Behaviour.CANCELLATION, Behaviour.HOLDING})
    default void cancellingACallEndsItAtTheSystemToo() {
        DeclaredConnector connector = run().declared(Map.of());
        run().system().hold();
        CompletableFuture<ExecutionResult> call =
                run().begin(connector, run().suite().read());
        run().await("the call is under way").until(() -> run().system().held() == 1);

        call.cancel(true);

        assertThat(call).isCancelled();
        run().await("the system is free").until(() -> run().system().held() == 0);
        run().system().release();
        assertThat(run().execute(connector, run().suite().read()).output())
                .as("the next call")
                .isEqualTo(run().suite().read().output());
    }

    @Test
    @Needs(Behaviour.TRANSACTIONS)
    default void changesThatBelongTogetherAreMadeAllOrNot() {
        DeclaredConnector connector = run().declared(Map.of());

        run().failure(connector, run().suite().abortedChanges());

        assertThat(run().system().effects()).isZero();
    }

    @Test
    @Needs(Behaviour.AGGREGATION)
    default void theSystemComputes() {
        Call call = run().suite().aggregation();

        assertThat(run().execute(run().declared(Map.of()), call).output()).isEqualTo(call.output());
    }

    @Test
    @Needs({Behaviour.IDEMPOTENCY_KEYS, Behaviour.UNSAFE_CHANGES})
    default void aChangeWithTheSameKeyIsMadeOnce() {
        Connector connector = run().connected(Map.of());

        run().call(connector, run().suite().change(), "conformance-1");
        run().call(connector, run().suite().change(), "conformance-1");
        int once = run().system().effects();
        run().call(connector, run().suite().change(), "conformance-2");

        assertThat(once).as("effects of two calls with one key").isEqualTo(1);
        assertThat(run().system().effects()).as("effects with another key, too").isEqualTo(2);
    }

    @Test
    @Needs({Behaviour.IDEMPOTENCY_KEYS, Behaviour.UNSAFE_CHANGES, Behaviour.HOLDING, Behaviour.STOPPING})
    default void anUnsafeChangeWithAKeyIsRepeated() {
        DeclaredConnector connector = run().declared(Map.of("retry.maxRetries", "10"));
        Call change = run().suite().change();
        Operation operation = run().operation(change);
        run().system().hold();

        CompletableFuture<ExecutionResult> call = connector
                .execute(
                        operation,
                        OperationInput.checkOptions(ConformanceRun.NAME, operation, change.input()),
                        new ExecutionContext(Optional.of("conformance-3"), name -> null))
                .toCompletableFuture();
        run().await("the call is under way").until(() -> run().system().held() == 1);
        run().system().stop();
        run().system().release();
        run().system().start();

        ConformanceRun.join(call);
        assertThat(connector.retries()).isPositive();
        assertThat(run().system().effects()).isEqualTo(1);
    }
}

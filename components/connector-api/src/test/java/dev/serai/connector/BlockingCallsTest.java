/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockingCallsTest {

    private static final Caller CALLER = new Caller("stock", "read");

    private final ExecutorService workers =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "the only worker"));

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    @Test
    void aCallRunsOnAWorker() {
        ExecutionResult result =
                run(() -> ExecutionResult.of(Thread.currentThread().getName()));

        assertThat(result.output()).isEqualTo("the only worker");
    }

    @Test
    void aFailureOfTheConnectorComesBackAsItIs() {
        ConnectorException failure =
                CALLER.failure(ConnectorErrors.INPUT_INVALID, "Too long.").build();

        assertThatThrownBy(() -> run(() -> {
                    throw failure;
                }))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isSameAs(failure);
    }

    @Test
    void anythingElseBecomesAFailureThatNamesTheCaller() {
        Error cause = new AssertionError("broken");

        assertThatThrownBy(() -> run(() -> {
                    throw cause;
                }))
                .cause()
                .isInstanceOf(ConnectorException.class)
                .hasMessage("SERAI-CONNECTOR-010: Connector 'stock', operation 'read': The call failed:"
                        + " java.lang.AssertionError: broken.")
                .hasCause(cause);
    }

    @Test
    void workersThatAreShutDownMeanThatTheConnectorIsNotConnected() {
        workers.shutdown();

        ConnectorException failure =
                catchThrowableOfType(ConnectorException.class, () -> run(() -> ExecutionResult.of("never")));

        assertThat(failure.errorCode()).isEqualTo(ConnectorErrors.NOT_CONNECTED);
        assertThat(failure.neverSent()).isTrue();
    }

    private ExecutionResult run(Supplier<ExecutionResult> call) {
        return BlockingCalls.run(workers, CALLER, call).toCompletableFuture().join();
    }
}

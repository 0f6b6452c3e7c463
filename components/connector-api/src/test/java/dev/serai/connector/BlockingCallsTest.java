/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    void whatACancelledCallHasOpenedIsClosed() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        AtomicInteger closed = new AtomicInteger();
        AutoCloseable opened = closed::incrementAndGet;
        CompletableFuture<ExecutionResult> result = BlockingCalls.run(workers, CALLER, () -> {
                    awaitOpen(cancelled);
                    return ExecutionResult.of(opened);
                })
                .toCompletableFuture();
        result.cancel(true);
        cancelled.countDown();
        workers.shutdown();

        assertThat(workers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(closed).hasValue(1);
    }

    @Test
    void whatACallerHasGotStaysOpen() {
        AtomicInteger closed = new AtomicInteger();
        AutoCloseable opened = closed::incrementAndGet;

        assertThat(run(() -> ExecutionResult.of(opened)).output()).isSameAs(opened);
        assertThat(closed).hasValue(0);
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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

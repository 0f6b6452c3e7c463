/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.registry.DeclaredConnector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Limits hold where they matter: at the system. */
interface LimitChecks extends Checks {

    @Test
    @Needs(Behaviour.COUNTING_CALLS)
    default void theSystemSeesNoMoreCallsThanTheRateLimitAllows() {
        Duration window = Duration.ofMillis(300);
        int limit = 3;
        DeclaredConnector connector =
                run().declared(Map.of("rateLimit.requests", "" + limit, "rateLimit.window", window.toMillis() + "ms"));
        long start = System.nanoTime();
        List<CompletableFuture<ExecutionResult>> calls =
                begin(connector, run().suite().read(), 3 * limit);
        CompletableFuture<Void> all = CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));

        run().await("all calls are answered").until(() -> {
            int seen = run().system().calls();
            long windows = (System.nanoTime() - start) / window.toNanos();
            assertThat(seen).as("calls until the window " + windows).isLessThanOrEqualTo((int) (windows + 2) * limit);
            return all.isDone();
        });

        ConformanceRun.join(all);
        assertThat(run().system().calls()).isEqualTo(3 * limit);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(window);
    }

    @Test
    @Needs(Behaviour.HOLDING)
    default void theSystemSeesNoMoreCallsAtOnceThanTheBulkheadAllows() {
        DeclaredConnector connector = run().declared(Map.of("bulkhead.maxConcurrent", "2"));
        run().system().hold();

        List<CompletableFuture<ExecutionResult>> calls =
                begin(connector, run().suite().read(), 6);

        run().await("the rest is refused").until(() -> failed(calls) == 4);
        run().await("two are under way").until(() -> run().system().held() == 2);
        run().system().release();
        run().await("two are answered").until(() -> calls.stream().allMatch(CompletableFuture::isDone));
        assertThat(failed(calls)).isEqualTo(4);
    }

    @Test
    @Needs({Behaviour.STOPPING, Behaviour.COUNTING_CALLS})
    default void aFailingSystemIsLeftAloneByTheCircuitBreaker() {
        DeclaredConnector connector = breaking("1h");

        run().system().start();
        int before = run().system().calls();
        ConnectorException failure = run().failure(connector, run().suite().read());

        assertThat(failure.errorCode()).isEqualTo(ConnectorErrors.CIRCUIT_OPEN);
        assertThat(run().system().calls()).isEqualTo(before);
    }

    @Test
    @Needs(Behaviour.STOPPING)
    default void theCircuitBreakerClosesWhenTheSystemIsBack() {
        DeclaredConnector connector = breaking("100ms");

        run().system().start();

        run().await("calls are made again").until(() -> connector
                .attempt(run().suite().read().operation(), run().suite().read().input())
                .success());
        assertThat(connector.circuitBreaker()).contains("CLOSED");
    }

    @Test
    @Needs(Behaviour.HOLDING)
    default void theTimeoutOfAnOperationEndsIt() {
        DeclaredConnector connector = run().declared(Map.of("timeout", "1s"));
        run().system().hold();
        long start = System.nanoTime();

        ConnectorException failure = run().failure(connector, run().suite().read());

        assertThat(failure.errorCode()).isEqualTo(ConnectorErrors.TIMED_OUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    /** A connector whose breaker has just seen enough. The system is away. */
    private DeclaredConnector breaking(String recovery) {
        DeclaredConnector connector = run().declared(Map.of(
                "circuitBreaker.enabled", "true", "circuitBreaker.failures", "3", "circuitBreaker.recovery", recovery));
        run().system().stop();
        for (int i = 0; i < 3; i++) {
            run().failure(connector, run().suite().read());
        }
        assertThat(connector.circuitBreaker()).contains("OPEN");
        return connector;
    }

    private List<CompletableFuture<ExecutionResult>> begin(DeclaredConnector connector, Call call, int times) {
        List<CompletableFuture<ExecutionResult>> calls = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            calls.add(run().begin(connector, call));
        }
        return calls;
    }

    /** How many calls the bulkhead refused. */
    private static long failed(List<CompletableFuture<ExecutionResult>> calls) {
        return calls.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .filter(call -> {
                    try {
                        call.join();
                        return false;
                    } catch (CompletionException e) {
                        return e.getCause() instanceof ConnectorException known
                                && known.errorCode().equals(ConnectorErrors.BULKHEAD_FULL);
                    }
                })
                .count();
    }
}

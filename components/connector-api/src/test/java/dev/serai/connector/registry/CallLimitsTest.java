/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import static dev.serai.connector.memory.MemoryConnector.neverSent;
import static dev.serai.connector.memory.MemoryConnector.passing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.memory.MemoryConnector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rate limit, bulkhead, time-out and cancellation of calls. */
class CallLimitsTest {

    private static final Map<String, Object> KEY = Map.of("key", "k");

    private final MemoryConnectors connectors = new MemoryConnectors();

    @AfterEach
    void close() {
        connectors.close();
    }

    @Test
    void callsBeyondTheRateLimitWaitForTheirTurnWithoutAThread() {
        DeclaredConnector limited = declare(Map.of("rateLimit.requests", 2, "rateLimit.window", "80ms"));
        long start = System.nanoTime();
        CompletableFuture<?>[] calls = new CompletableFuture<?>[5];
        for (int call = 0; call < calls.length; call++) {
            calls[call] = start(limited);
        }
        CompletableFuture.allOf(calls).join();

        // Five calls, two in a window: two further windows at least have begun.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(80));
        assertThat(memory(limited).calls).hasSize(5);
    }

    @Test
    void theStateOfTheRateLimitCanBeRead() {
        DeclaredConnector limited = declare(Map.of("rateLimit.requests", 10, "rateLimit.window", "1h"));
        limited.execute("readOne", KEY);

        RateLimitState state = limited.rateLimit().orElseThrow();
        assertThat(state.limit()).isEqualTo(10);
        assertThat(state.remaining()).isEqualTo(9);
        assertThat(state.reset()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(declare("free", Map.of()).rateLimit()).isEmpty();
    }

    @Test
    void aCallThatWouldWaitTooLongForItsTurnIsRefusedAndWasNeverSent() {
        DeclaredConnector limited = declare(Map.of(
                "rateLimit.requests", 1, "rateLimit.window", "1h", "rateLimit.maxWait", "10ms", "retry.maxRetries", 0));
        limited.execute("readOne", KEY);

        assertThatThrownBy(() -> limited.execute("readOne", KEY))
                .isInstanceOfSatisfying(ConnectorException.class, refusal -> {
                    assertThat(refusal.errorCode()).isEqualTo(ConnectorErrors.RATE_LIMITED);
                    assertThat(refusal.neverSent()).isTrue();
                    assertThat(refusal.retryAfter()).contains(Duration.ofHours(1));
                });
        assertThat(memory(limited).calls).hasSize(1);
    }

    @Test
    void aRateWithABurstLetsTheBurstThroughAtOnce() {
        DeclaredConnector limited = declare(Map.of("rateLimit.perSecond", 0.001, "rateLimit.burst", 3));
        for (int call = 0; call < 3; call++) {
            limited.execute("readOne", KEY);
        }
        assertThat(limited.rateLimit().orElseThrow().remaining()).isZero();
    }

    @Test
    void repetitionsCountAgainstTheRateLimitToo() {
        DeclaredConnector limited = declare(Map.of("rateLimit.requests", 3, "rateLimit.window", "1h"));
        memory(limited).failWith(passing(), passing());
        limited.execute("readOne", KEY);

        assertThat(limited.rateLimit().orElseThrow().remaining()).isZero();
    }

    @Test
    void noMoreCallsAreUnderWayThanTheBulkheadAllows() {
        DeclaredConnector guarded = declare(Map.of("bulkhead.maxConcurrent", 2, "retry.maxRetries", 0));
        memory(guarded).answeringLater();
        begin(guarded);
        begin(guarded);

        assertThat(guarded.attempt("readOne", KEY).failure().errorCode()).isEqualTo(ConnectorErrors.BULKHEAD_FULL);
        assertThat(memory(guarded).calls).hasSize(2);

        memory(guarded).pending().remove().complete(ExecutionResult.of("done"));
        begin(guarded);
        assertThat(memory(guarded).calls).hasSize(3);
    }

    @Test
    void aCallThatFindsTheBulkheadFullIsRepeated() {
        DeclaredConnector guarded =
                declare(Map.of("bulkhead.maxConcurrent", 1, "retry.maxRetries", 10, "retry.delay", "20ms"));
        memory(guarded).answeringLater();
        begin(guarded);
        CompletableFuture<ExecutionResult> second = start(guarded);
        assertThat(memory(guarded).calls).hasSize(1);

        memory(guarded).pending().remove().complete(ExecutionResult.of("first"));
        Awaitility.await().until(() -> memory(guarded).calls.size() == 2);
        memory(guarded).pending().remove().complete(ExecutionResult.of("second"));
        assertThat(second).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void anOperationThatIsNeverAnsweredEndsWithItsTimeoutAndTheConnectorsCallIsCancelled() {
        DeclaredConnector slow = declare(Map.of("timeout", "1s"));
        memory(slow).answeringLater();

        ExecutionResult result = slow.attempt("readOne", KEY);
        assertThat(result.failure().errorCode()).isEqualTo(ConnectorErrors.TIMED_OUT);
        assertThat(result.failure()).hasMessageContaining("longer than 1000 ms");
        assertThat(memory(slow).pending().element()).isCancelled();
    }

    @Test
    void thousandsOfCallsMayBeUnderWayWithATimeOut() {
        DeclaredConnector busy = declare(Map.of("timeout", "1h"));
        memory(busy).answeringLater();
        List<CompletableFuture<ExecutionResult>> calls =
                Stream.generate(() -> start(busy)).limit(3_000).toList();
        memory(busy).pending().forEach(answer -> answer.complete(ExecutionResult.of("done")));

        assertThat(calls).allSatisfy(call -> assertThat(call).isCompletedWithValueMatching(ExecutionResult::success));
    }

    @Test
    void thousandsOfCallsMayWaitForTheirRepetition() {
        DeclaredConnector busy = declare(Map.of("retry.delay", "500ms"));
        memory(busy).failWith(Stream.generate(() -> passing()).limit(3_000).toArray(RuntimeException[]::new));
        CompletableFuture<?>[] calls =
                Stream.generate(() -> start(busy)).limit(3_000).toArray(CompletableFuture<?>[]::new);

        assertThat(CompletableFuture.allOf(calls)).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void aRepetitionThatWouldComeAfterTheTimeoutIsNotAwaited() {
        DeclaredConnector slow = declare(Map.of("timeout", "1s", "retry.delay", "10s", "retry.jitter", 0));
        memory(slow).failWith(passing());

        ExecutionResult result = slow.attempt("readOne", KEY);
        assertThat(result.failure()).hasMessageContaining("Busy.");
        assertThat(result.duration()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void cancellingACallCancelsTheConnectorsOwn() {
        DeclaredConnector slow = declare(Map.of());
        memory(slow).answeringLater();
        CompletableFuture<ExecutionResult> call = start(slow);

        assertThat(call.cancel(true)).isTrue();
        assertThat(memory(slow).pending().element()).isCancelled();
    }

    @Test
    void aCallThatIsCancelledWhileItWaitsForARepetitionIsNotRepeated() {
        DeclaredConnector busy = declare(Map.of("retry.delay", "20ms", "bulkhead.maxConcurrent", 1));
        memory(busy).failWith(neverSent());
        CompletableFuture<ExecutionResult> call = start(busy);
        call.cancel(true);

        // A later call of the same kind is answered, so the repetition's moment has passed by then.
        memory(busy).failWith(neverSent());
        busy.execute("add", Map.of("value", Map.of("a", 1)));
        assertThat(memory(busy).calls).hasSize(3);
    }

    @Test
    void aResultSaysHowOftenTheSystemWasAskedAndHowLongItTook() {
        DeclaredConnector busy = declare(Map.of());
        memory(busy).failWith(passing(), passing());
        ExecutionResult result = busy.execute("readOne", KEY);

        assertThat(result.success()).isTrue();
        assertThat(result.usage().attempts()).isEqualTo(3);
        assertThat(result.duration()).isPositive();
    }

    private DeclaredConnector declare(Map<String, Object> options) {
        return declare("one", options);
    }

    private DeclaredConnector declare(String name, Map<String, Object> options) {
        DeclaredConnector connector = connectors.declare(name, options);
        connectors.start();
        return connector;
    }

    private static CompletableFuture<ExecutionResult> start(DeclaredConnector connector) {
        return connector.start("readOne", KEY).toCompletableFuture();
    }

    private static void begin(DeclaredConnector connector) {
        CompletableFuture<ExecutionResult> unused = start(connector);
    }

    private static MemoryConnector memory(DeclaredConnector connector) {
        return MemoryConnectors.memory(connector);
    }
}

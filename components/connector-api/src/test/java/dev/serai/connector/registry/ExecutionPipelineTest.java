/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import static dev.serai.connector.memory.MemoryConnector.lasting;
import static dev.serai.connector.memory.MemoryConnector.neverSent;
import static dev.serai.connector.memory.MemoryConnector.passing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Operation;
import dev.serai.connector.Redaction;
import dev.serai.connector.configuration.BulkheadSettings;
import dev.serai.connector.configuration.CacheSettings;
import dev.serai.connector.configuration.CircuitBreakerSettings;
import dev.serai.connector.configuration.ConnectSettings;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.connector.configuration.HealthSettings;
import dev.serai.connector.configuration.RateLimitSettings;
import dev.serai.connector.configuration.RetrySettings;
import dev.serai.connector.configuration.ScalarConverter;
import dev.serai.connector.configuration.SourceLocation;
import dev.serai.connector.memory.MemoryConnector;
import dev.serai.connector.memory.MemoryConnectorFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutionPipelineTest {

    private static final RetrySettings NO_RETRY = retry(0);
    private static final CircuitBreakerSettings NO_BREAKER =
            new CircuitBreakerSettings(false, 5, Duration.ofSeconds(60));
    private static final ExecutionContext WITH_KEY = new ExecutionContext(Optional.of("key-1"), name -> null);

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "timer"));
    private final ExecutorService repeats = Executors.newCachedThreadPool(task -> new Thread(task, "repeats"));
    private final MemoryConnector connector = new MemoryConnector("one");

    @AfterEach
    void stopThreads() {
        timer.shutdownNow();
        repeats.shutdownNow();
    }

    @Test
    void aCallThatSucceedsIsMadeOnceInTheCallersThread() {
        CompletableFuture<ExecutionResult> result = call(pipeline(retry(3), NO_BREAKER), "add", ExecutionContext.EMPTY);

        assertThat(result).isCompletedWithValueMatching(value -> value.output().equals("one ran"));
        assertThat(connector.threads).containsExactly(Thread.currentThread().getName());
    }

    @Test
    void aPassingFailureOfAReadIsRepeatedUpToTheLimit() {
        ExecutionPipeline pipeline = pipeline(retry(3), NO_BREAKER);
        connector.failWith(passing(), passing(), passing());
        assertThat(call(pipeline, "readOne", ExecutionContext.EMPTY).join().output())
                .isEqualTo("one ran");
        assertThat(connector.calls).hasSize(4);
        assertThat(pipeline.retries()).isEqualTo(3);

        connector.calls.clear();
        connector.failWith(passing(), passing(), passing(), passing(), passing());
        assertThat(failure(pipeline, "readOne", ExecutionContext.EMPTY)).hasMessageEndingWith("Busy.");
        assertThat(connector.calls).hasSize(4);
    }

    @Test
    void aLastingFailureIsNotRepeated() {
        connector.failWith(lasting());
        assertThat(failure(pipeline(retry(3), NO_BREAKER), "readOne", ExecutionContext.EMPTY))
                .hasMessageEndingWith("Never.");
        assertThat(connector.calls).hasSize(1);
    }

    @Test
    void aFailureEndsTheCallWhenNobodyCouldRepeatIt() {
        ExecutionPipeline pipeline = pipeline(retry(3), NO_BREAKER);
        connector.answeringLater();
        CompletableFuture<ExecutionResult> call = call(pipeline, "readOne", ExecutionContext.EMPTY);
        timer.shutdownNow();
        connector.pending().remove().completeExceptionally(passing());

        assertThat(call).isCompletedExceptionally();
    }

    @Test
    void withoutRetryNothingIsRepeated() {
        connector.failWith(passing());
        failure(pipeline(NO_RETRY, NO_BREAKER), "readOne", ExecutionContext.EMPTY);
        assertThat(connector.calls).hasSize(1);
    }

    @Test
    void anIdempotentChangeIsRepeated() {
        connector.failWith(passing());
        call(pipeline(retry(1), NO_BREAKER), "put", ExecutionContext.EMPTY).join();
        assertThat(connector.calls).hasSize(2);
    }

    @Test
    void aChangeThatIsNotIdempotentIsNotRepeatedOnceItMayHaveArrived() {
        connector.failWith(passing());
        assertThat(failure(pipeline(retry(3), NO_BREAKER), "add", ExecutionContext.EMPTY))
                .hasMessageEndingWith("Busy.");
        assertThat(connector.calls).hasSize(1);
    }

    @Test
    void aChangeThatWasNeverSentIsRepeatedUntilItMayHaveArrived() {
        connector.failWith(neverSent(), neverSent(), passing());
        assertThat(failure(pipeline(retry(5), NO_BREAKER), "add", ExecutionContext.EMPTY))
                .hasMessageEndingWith("Busy.");
        assertThat(connector.calls).hasSize(3);
    }

    @Test
    void aKeyAllowsARepetitionOnlyWhereKeysAreHonoured() {
        connector.failWith(passing());
        failure(pipeline(retry(3), NO_BREAKER), "add", WITH_KEY);
        assertThat(connector.calls).hasSize(1);

        connector.honouringKeys().failWith(passing(), passing());
        call(pipeline(retry(3), NO_BREAKER), "add", WITH_KEY).join();
        assertThat(connector.calls).hasSize(4);
        assertThat(connector.contexts).containsOnly(WITH_KEY);

        connector.calls.clear();
        connector.failWith(passing());
        failure(pipeline(retry(3), NO_BREAKER), "add", ExecutionContext.EMPTY);
        assertThat(connector.calls).hasSize(1);
    }

    @Test
    void aConnectorThatThrowsIsTreatedLikeOneThatFails() {
        connector.throwingDirectly().failWith(passing(), passing());
        call(pipeline(retry(3), NO_BREAKER), "readOne", ExecutionContext.EMPTY).join();
        assertThat(connector.calls).hasSize(3);
    }

    @Test
    void aFailureSaysWhichConnectorAndOperation() {
        connector.failWith(lasting());
        ConnectorException failure = failure(pipeline(retry(3), NO_BREAKER), "readOne", ExecutionContext.EMPTY);
        assertThat(failure).hasMessage("SERAI-CONNECTOR-011: Connector 'one', operation 'readOne': Never.");
    }

    @Test
    void anUnexpectedFailureBecomesAConnectorExceptionWithAndWithoutBreaker() {
        for (CircuitBreakerSettings breaker : new CircuitBreakerSettings[] {NO_BREAKER, breaker(5, "60s")}) {
            connector.failWith(new IllegalStateException("oops"));
            ConnectorException failure = failure(pipeline(NO_RETRY, breaker), "readOne", ExecutionContext.EMPTY);
            assertThat(failure.errorCode()).isEqualTo(ConnectorErrors.UNEXPECTED);
            assertThat(failure).hasMessageContaining("oops").hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void repetitionsAndWhatFollowsThemLeaveTheTimerFree() {
        CountDownLatch followed = new CountDownLatch(1);
        connector.failWith(passing()).beforeRepetition(() -> await(followed));
        AtomicReference<String> follower = new AtomicReference<>();
        CompletableFuture<Void> following = call(pipeline(retry(1), NO_BREAKER), "readOne", ExecutionContext.EMPTY)
                .thenRun(() -> follower.set(Thread.currentThread().getName()));
        followed.countDown();
        following.join();

        assertThat(connector.threads).containsExactly(Thread.currentThread().getName(), "repeats");
        assertThat(follower).hasValue("repeats");
    }

    @Test
    void aSystemThatAsksForAWaitGetsIt() {
        connector.failWith(busyFor(Duration.ofMillis(300)));
        long start = System.nanoTime();
        call(pipeline(retry(1), NO_BREAKER), "readOne", ExecutionContext.EMPTY).join();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aSystemThatAsksForALongerWaitThanAllowedIsNotAskedAgain() {
        connector.failWith(busyFor(Duration.ofHours(1)));
        ConnectorException failure = failure(pipeline(retry(3), NO_BREAKER), "readOne", ExecutionContext.EMPTY);
        assertThat(failure.retryAfter()).contains(Duration.ofHours(1));
        assertThat(connector.calls).hasSize(1);
    }

    @Test
    void everyAllowedJitterAndTheShortestDelayWork() {
        for (double jitter : new double[] {0, 0.5, 1}) {
            connector.calls.clear();
            connector.failWith(passing(), passing(), passing(), passing(), passing());
            RetrySettings shortest = new RetrySettings(5, Duration.ofMillis(1), 1, Duration.ofSeconds(30), jitter);
            call(pipeline(shortest, NO_BREAKER), "readOne", ExecutionContext.EMPTY)
                    .join();
            assertThat(connector.calls).as("jitter %s", jitter).hasSize(6);
        }
    }

    @Test
    void theBreakerOpensAfterExactlySoManyConsecutiveFailures() {
        ExecutionPipeline pipeline = pipeline(NO_RETRY, breaker(3, "60s"));
        connector.failWith(passing(), passing());
        failure(pipeline, "add", ExecutionContext.EMPTY);
        failure(pipeline, "add", ExecutionContext.EMPTY);
        call(pipeline, "add", ExecutionContext.EMPTY).join();
        connector.failWith(passing(), passing(), passing());
        for (int failure = 0; failure < 3; failure++) {
            assertThat(failure(pipeline, "add", ExecutionContext.EMPTY)).hasMessageEndingWith("Busy.");
        }
        assertThat(connector.calls).hasSize(6);

        ConnectorException rejected = failure(pipeline, "add", ExecutionContext.EMPTY);

        assertThat(rejected.errorCode()).isEqualTo(ConnectorErrors.CIRCUIT_OPEN);
        assertThat(rejected.neverSent()).isTrue();
        assertThat(rejected)
                .hasMessage("SERAI-CONNECTOR-009: Connector 'one', operation 'add': The call was not made: the circuit"
                        + " breaker is open after 3 consecutive failures, and lets the next call try at most 60000 ms"
                        + " after it opened.");
        assertThat(connector.calls).hasSize(6);
    }

    @Test
    void theBreakerClosesAfterATrialThatSucceeds() {
        ExecutionPipeline pipeline = pipeline(NO_RETRY, breaker(1, "50ms"));
        connector.failWith(passing(), passing());
        failure(pipeline, "add", ExecutionContext.EMPTY);
        assertThat(failure(pipeline, "add", ExecutionContext.EMPTY).errorCode())
                .isEqualTo(ConnectorErrors.CIRCUIT_OPEN);

        Awaitility.await("the trial is made, and fails").until(() -> {
            failure(pipeline, "add", ExecutionContext.EMPTY);
            return connector.calls.size() == 2;
        });
        assertThat(failure(pipeline, "add", ExecutionContext.EMPTY).errorCode())
                .isEqualTo(ConnectorErrors.CIRCUIT_OPEN);
        Awaitility.await("the trial is made, and succeeds")
                .until(() -> !call(pipeline, "add", ExecutionContext.EMPTY).isCompletedExceptionally());
        for (int call = 0; call < 5; call++) {
            call(pipeline, "add", ExecutionContext.EMPTY).join();
        }
        assertThat(connector.calls).hasSize(8);
    }

    @Test
    void aRefusalOfOneCallsContentSaysNothingAgainstTheSystem() {
        ExecutionPipeline pipeline = pipeline(NO_RETRY, breaker(1, "60s"));
        connector.failWith(lasting(), lasting());
        failure(pipeline, "add", ExecutionContext.EMPTY);
        assertThat(failure(pipeline, "add", ExecutionContext.EMPTY)).hasMessageEndingWith("Never.");
    }

    @Test
    void aCallThatSucceedsAtItsLastRepetitionIsOneSuccessForTheBreaker() {
        ExecutionPipeline pipeline = pipeline(retry(2), breaker(2, "60s"));
        for (int call = 0; call < 3; call++) {
            connector.failWith(passing(), passing());
            assertThat(call(pipeline, "readOne", ExecutionContext.EMPTY).join().output())
                    .isEqualTo("one ran");
        }
        assertThat(connector.calls).hasSize(9);
    }

    @Test
    void theTypeDecidesOverTheBreakerWhenTheDeclarationDoesNot() {
        CircuitBreakerSettings unsaid = new CircuitBreakerSettings(null, 1, Duration.ofSeconds(60));
        connector.failWith(passing(), passing());
        ExecutionPipeline on = pipeline(NO_RETRY, unsaid, new MemoryConnectorFactory(true));
        failure(on, "add", ExecutionContext.EMPTY);
        assertThat(failure(on, "add", ExecutionContext.EMPTY).errorCode()).isEqualTo(ConnectorErrors.CIRCUIT_OPEN);

        ExecutionPipeline off = pipeline(NO_RETRY, unsaid);
        failure(off, "add", ExecutionContext.EMPTY);
        call(off, "add", ExecutionContext.EMPTY).join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ExecutionPipeline pipeline(RetrySettings retry, CircuitBreakerSettings breaker) {
        return pipeline(retry, breaker, new MemoryConnectorFactory());
    }

    private ExecutionPipeline pipeline(
            RetrySettings retry, CircuitBreakerSettings breaker, MemoryConnectorFactory factory) {
        ConnectorSettings settings = new ConnectorSettings(
                "one",
                "memory",
                null,
                null,
                Duration.ofSeconds(300),
                retry,
                breaker,
                new RateLimitSettings(null, Duration.ofSeconds(60), null, null, Duration.ofSeconds(30)),
                new BulkheadSettings(null),
                new CacheSettings(false, Duration.ofSeconds(300), 1000),
                new ConnectSettings(false, Duration.ofSeconds(1), Duration.ofSeconds(60)),
                new HealthSettings(false, Duration.ofSeconds(30), Duration.ofMinutes(5)));
        ConnectorDeclaration<?> declaration = new ConnectorDeclaration<>(
                new SourceLocation("test", 0, 0), settings, factory, null, new Redaction(List.of()));
        return new ExecutionPipeline(declaration, connector, () -> {}, timer, repeats);
    }

    private static RetrySettings retry(int maxRetries) {
        return new RetrySettings(maxRetries, Duration.ofMillis(1), 2, Duration.ofSeconds(30), 0.5);
    }

    private static CircuitBreakerSettings breaker(int failures, String recovery) {
        return new CircuitBreakerSettings(true, failures, ScalarConverter.duration(recovery));
    }

    private static ConnectorException busyFor(Duration wait) {
        return ConnectorException.of(ConnectorErrors.UNEXPECTED, "Busy.")
                .retryAfter(wait)
                .build();
    }

    private CompletableFuture<ExecutionResult> call(
            ExecutionPipeline pipeline, String operation, ExecutionContext context) {
        Operation found = connector.metadata().operation(operation).orElseThrow();
        return pipeline.execute(found, Map.of(), context).toCompletableFuture();
    }

    private ConnectorException failure(ExecutionPipeline pipeline, String operation, ExecutionContext context) {
        try {
            ExecutionResult result = call(pipeline, operation, context).join();
            throw new AssertionError("Expected a failure, but got " + result.output());
        } catch (CompletionException e) {
            return (ConnectorException) e.getCause();
        }
    }
}

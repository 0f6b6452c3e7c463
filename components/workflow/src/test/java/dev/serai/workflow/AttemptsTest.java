/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import dev.serai.workflow.history.ExecutionDetail;
import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.StepSummary;
import dev.serai.workflow.intervention.MessageEdit;
import dev.serai.workflow.intervention.Operator;
import dev.serai.workflow.journal.ExecutionStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptsTest {

    @TempDir
    Path folder;

    private final World world = new World();
    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void aNewAttemptKeepsWhatSucceededAndRepeatsOnlyWhatFailed() throws Exception {
        try (TestRuntime runtime = runtime("attempts: 4, backoff: 10ms", failingUntil(3))) {
            String id = runtime.start("job", "in", null);
            assertThat(runtime.completed(id)).isEqualTo("in/before/after");
            assertThat(world.names()).containsExactly("before", "after");
            assertThat(tries).hasValue(3);
            assertThat(runtime.engine().statistics().figures().get("job").retried())
                    .isEqualTo(2);
            ExecutionDetail detail =
                    new ExecutionHistory(TestStores.in(folder)).find(id).orElseThrow();
            assertThat(detail.summary().status()).isEqualTo(ExecutionStatus.COMPLETED);
            assertThat(detail.steps())
                    .extracting(StepSummary::step, StepSummary::attempt, StepSummary::outcome)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("job/to1@1", 1, "done"),
                            org.assertj.core.groups.Tuple.tuple("job/process1@1", 1, "tried again"),
                            org.assertj.core.groups.Tuple.tuple("job/process1@1", 2, "tried again"),
                            org.assertj.core.groups.Tuple.tuple("job/process1@1", 3, "done"),
                            org.assertj.core.groups.Tuple.tuple("job/to2@1", 3, "done"));
            assertThat(keysOf(detail, "job/process1@1"))
                    .as("one key for all tries")
                    .hasSize(1);
        }
    }

    @Test
    void anExecutionOutOfAttemptsIsADeadLetterAndIsReplayedFromTheStepThatFailed() throws Exception {
        try (TestRuntime runtime = runtime("attempts: 2, backoff: 10ms", failingUntil(3))) {
            String id = runtime.start("job", "in", null);
            assertThat(runtime.outcome(id).failure().message()).isEqualTo("not yet");
            assertThat(world.names()).containsExactly("before");
            ExecutionDetail detail =
                    new ExecutionHistory(TestStores.in(folder)).find(id).orElseThrow();
            assertThat(detail.summary().status()).isEqualTo(ExecutionStatus.DEAD_LETTER);
            assertThat(detail.failedStep()).isEqualTo("job/process1@1");
            assertThat(detail.trace()).contains("IllegalStateException: not yet");

            assertThat(new Operator(TestStores.in(folder), "ada").replay(List.of(id), false, MessageEdit.NONE))
                    .isEqualTo(new Operator.Answer(true, ""));
            await().until(() -> new ExecutionHistory(TestStores.in(folder))
                            .find(id)
                            .orElseThrow()
                            .summary()
                            .status()
                    == ExecutionStatus.COMPLETED);
            assertThat(world.names()).containsExactly("before", "after");
            assertThat(runtime.engine().statistics().unfinished()).isZero();
        }
    }

    @Test
    void aReplayWhileNoRuntimeWorksIsCarriedOutAtTheNextStart() throws Exception {
        String id;
        try (TestRuntime runtime = runtime("attempts: 1", failingUntil(2))) {
            id = runtime.start("job", "in", null);
            assertThat(runtime.outcome(id).failure()).isNotNull();
        }
        assertThat(new Operator(TestStores.in(folder), "ada").replay(List.of(id), false, MessageEdit.NONE))
                .isEqualTo(new Operator.Answer(false, ""));
        try (TestRuntime runtime = runtime("attempts: 1", failingUntil(2))) {
            assertThat(runtime.completed(id)).isEqualTo("in/before/after");
        }
        assertThat(world.names()).containsExactly("before", "after");
    }

    @Test
    void aFailureThatNoAttemptCanMendGoesStraightToTheDeadLetters() throws Exception {
        Processor hopeless = exchange -> {
            tries.incrementAndGet();
            throw new UnrecoverableException("row 7 has no price");
        };
        try (TestRuntime runtime = runtime("attempts: 4, backoff: 10ms", hopeless)) {
            String id = runtime.start("job", "in", null);
            assertThat(runtime.outcome(id).failure().message()).isEqualTo("row 7 has no price");
            assertThat(tries).hasValue(1);
        }
    }

    @Test
    void aConnectorsFailureSaysItselfWhetherAnotherAttemptHelps() throws Exception {
        Processor refused = exchange -> {
            boolean recoverable = tries.incrementAndGet() == 1;
            throw ConnectorException.of(new ErrorCode("T-1", ErrorCategory.REMOTE, recoverable), "no")
                    .build();
        };
        try (TestRuntime runtime = runtime("attempts: 4, backoff: 10ms", refused)) {
            runtime.outcome(runtime.start("job", "in", null));
            assertThat(tries).hasValue(2);
        }
    }

    @Test
    void waitsBetweenAttemptsSurviveARestart() throws Exception {
        String id;
        try (TestRuntime runtime = runtime("attempts: 4, backoff: 1h", failingUntil(2))) {
            id = runtime.start("job", "in", null);
            await().until(() ->
                    runtime.engine().statistics().figures().get("job").retried() == 1);
            runtime.kill();
        }
        try (TestRuntime runtime = runtime("attempts: 4, backoff: 1h", failingUntil(2))) {
            assertThat(runtime.engine().statistics().unfinished()).isEqualTo(1);
            assertThat(tries).hasValue(1);
            runtime.store().writer().await(session -> session.update("UPDATE execution SET due_at = 1"));
        }
        try (TestRuntime runtime = runtime("attempts: 4, backoff: 1h", failingUntil(2))) {
            assertThat(runtime.completed(id)).isEqualTo("in/before/after");
        }
    }

    @Test
    void whatTheRouteDidAboutAFailureIsDiscardedWithIt() throws Exception {
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("work", failingUntil(2))
                .yaml("job.camel.yaml", """
                        - onException:
                            exception: [java.lang.IllegalStateException]
                            redeliveryPolicy: { maximumRedeliveries: 0 }
                            steps:
                              - to: "effect:apology"
                        - route:
                            id: job
                            from:
                              uri: workflow:job?backoff=10ms
                              steps:
                                - to: "effect:before"
                                - process: { ref: work }
                                - to: "effect:after"
                        """)
                .start()) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in/before/after");
            assertThat(world.names()).containsExactly("before", "apology", "after");
        }
    }

    @Test
    void aFailureThatIsReplacedInACatchClauseIsTriedAgainToo() throws Exception {
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("work", failingUntil(2))
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job?attempts=1
                              steps:
                                - to: "effect:before"
                                - doTry:
                                    steps:
                                      - process: { ref: work }
                                    doCatch:
                                      - exception: [java.lang.IllegalStateException]
                                        steps:
                                          - throwException:
                                              exceptionType: dev.serai.workflow.UnrecoverableException
                                              message: "in plain words: ${exception.message}"
                                - to: "effect:after"
                        """)
                .start()) {
            String id = runtime.start("job", "in", null);
            assertThat(runtime.outcome(id).failure().message()).isEqualTo("in plain words: not yet");
            assertThat(new ExecutionHistory(TestStores.in(folder))
                            .find(id)
                            .orElseThrow()
                            .failedStep())
                    .isEqualTo("job/doTry1/process1@1");
            assertThat(runtime.engine().replay(id)).isTrue();
            assertThat(runtime.completed(id)).isEqualTo("in/before/after");
            assertThat(world.names()).containsExactly("before", "after");
        }
    }

    @Test
    void aConditionOfACatchClauseThatCannotBeEvaluatedDoesNotHold() throws Exception {
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("work", failingUntil(9))
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job?attempts=1
                              steps:
                                - doTry:
                                    steps:
                                      - process: { ref: work }
                                    doCatch:
                                      - exception: [java.lang.IllegalStateException]
                                        onWhen: { simple: "${exception.nothingOfThisName} == 1" }
                                        steps:
                                          - to: "effect:caught"
                        """)
                .start()) {
            assertThat(runtime.outcome(runtime.start("job", "in", null))
                            .failure()
                            .message())
                    .isEqualTo("not yet");
            assertThat(world.names()).isEmpty();
        }
    }

    @Test
    void branchesThatSucceededAreKeptWhenAnotherFails() throws Exception {
        Processor failsOnceForB = exchange -> {
            if (exchange.getMessage().getBody(String.class).startsWith("b") && tries.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
        };
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("work", failsOnceForB)
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job?backoff=10ms
                              steps:
                                - split:
                                    tokenize: { token: "," }
                                    stopOnException: false
                                    shareUnitOfWork: true
                                    steps:
                                      - to: "effect:first"
                                      - process: { ref: work }
                                      - to: "effect:second"
                                - to: "effect:end"
                        """)
                .start()) {
            runtime.completed(runtime.start("job", "a,b,c", null));
            assertThat(world.counts().values()).as("%s", world.counts()).containsOnly(1);
            assertThat(world.names()).hasSize(7);
        }
    }

    @Test
    void everyBranchThatFailedIsTriedAgainAndOneThatHandledItsFailureIsNot() throws Exception {
        Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
        Processor failsOnce = exchange -> {
            String body = exchange.getMessage().getBody(String.class);
            if (tries.computeIfAbsent(body, any -> new AtomicInteger()).incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
        };
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("work", failsOnce)
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job?backoff=10ms&attempts=2
                              steps:
                                - split:
                                    tokenize: { token: "," }
                                    aggregationStrategy: "#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy"
                                    steps:
                                      - to: "effect:first"
                                      - choice:
                                          when:
                                            - simple: "${body} startsWith 'c'"
                                              steps:
                                                - doTry:
                                                    steps: [ { process: { ref: work } } ]
                                                    doCatch: [ { exception: [ java.lang.IllegalStateException ], steps: [ { to: "effect:caught" } ] } ]
                                          otherwise:
                                            steps:
                                              - split:
                                                  simple: "${body}"
                                                  steps: [ { process: { ref: work } } ]
                                      - to: "effect:second"
                                - to: "effect:end"
                        """)
                .start()) {
            runtime.completed(runtime.start("job", "a,b,c,d", null));
            assertThat(world.counts().values()).as("%s", world.counts()).containsOnly(1);
            assertThat(tries.values()).extracting(AtomicInteger::get).containsExactlyInAnyOrder(2, 2, 1, 2);
        }
    }

    /** Camel ends the route with what the exchange still has for caught, though the strategy took it off. */
    @Test
    void aFailureThatComesBackAfterAStrategyDroppedItIsTriedAgain() throws Exception {
        AggregationStrategy dropping = (joined, next) -> {
            next.setException(null);
            return next;
        };
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("work", failingUntil(2))
                .bind("dropping", dropping)
                .yaml("job.camel.yaml", """
                        - onException:
                            exception: [ java.lang.Exception ]
                            steps:
                              - log: noticed
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              parameters: { attempts: 3, backoff: 10ms }
                              steps:
                                - multicast:
                                    aggregationStrategy: "#dropping"
                                    steps:
                                      - pipeline:
                                          steps:
                                            - multicast:
                                                steps:
                                                  - pipeline:
                                                      steps:
                                                        - process: { ref: work }
                                - to: "effect:after"
                        """)
                .start()) {
            runtime.completed(runtime.start("job", "in", null));
            assertThat(tries).hasValue(2);
        }
    }

    @Test
    void aRedeliveryHasTheKeyOfTheFirstDelivery() throws Exception {
        Set<Object> keys = ConcurrentHashMap.newKeySet();
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .routes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        errorHandler(
                                // Camel goes on counting in the second turn of the loop.
                                defaultErrorHandler().maximumRedeliveries(6).redeliveryDelay(1));
                        from("workflow:job").routeId("job").loop(2).process(exchange -> {
                            keys.add(exchange.getProperty(
                                    dev.serai.connector.camel.ConnectorExchangeProperties.STEP_IDEMPOTENCY_KEY));
                            if (tries.incrementAndGet() % 3 != 0) {
                                throw new java.io.IOException("flaky");
                            }
                        });
                    }
                })
                .start()) {
            runtime.completed(runtime.start("job", "in", null));
            assertThat(tries).hasValue(6);
            assertThat(keys).as("one for each turn of the loop").hasSize(2);
        }
    }

    private Processor failingUntil(int success) {
        return exchange -> {
            if (tries.incrementAndGet() < success) {
                throw new IllegalStateException("not yet");
            }
        };
    }

    private static Set<String> keysOf(ExecutionDetail detail, String step) {
        return detail.steps().stream()
                .filter(summary -> summary.step().equals(step))
                .map(StepSummary::idempotencyKey)
                .collect(java.util.stream.Collectors.toSet());
    }

    private TestRuntime runtime(String parameters, Processor work) throws Exception {
        return new TestRuntime(folder, world)
                .bind("work", work)
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              parameters: { %s }
                              steps:
                                - to: "effect:before"
                                - process: { ref: work }
                                - to: "effect:after"
                        """.formatted(parameters))
                .start();
    }
}

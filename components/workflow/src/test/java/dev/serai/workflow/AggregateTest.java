/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.processor.aggregate.GroupedExchangeAggregationStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregateTest {

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void aCompleteGroupIsAnExecutionAndTheContributorsGoOn() throws Exception {
        try (TestRuntime runtime = runtime("completionSize: 3")) {
            for (String body : List.of("a1", "b1", "a2", "b2", "a3")) {
                assertThat(runtime.completed(send(runtime, body))).isEqualTo(body + "/after");
            }
            Family family = new Family(runtime);
            family.awaitEnd();
            assertThat(family.at("job/aggregate1")).singleElement().satisfies(output -> {
                assertThat(output.parent()).isNull();
                assertThat(runtime.completed(output.id())).isEqualTo("a1+a2+a3/out by size of 3 for a");
            });
            assertThat(world.counts()).containsEntry("out by size of 3 for a|a1+a2+a3", 1);
            assertThat(family.openGroups()).isEqualTo(1);
            runtime.completed(send(runtime, "b3"));
            family.awaitEnd();
            assertThat(world.counts()).containsEntry("out by size of 3 for b|b1+b2+b3", 1);
            assertThat(family.openGroups()).isZero();
        }
    }

    @Test
    void groupsOutliveTheProcess() throws Exception {
        try (TestRuntime runtime = runtime("completionSize: 3")) {
            runtime.completed(send(runtime, "a1"));
            runtime.completed(send(runtime, "a2"));
            runtime.kill();
        }
        try (TestRuntime runtime = runtime("completionSize: 3")) {
            runtime.completed(send(runtime, "a3"));
            new Family(runtime).awaitEnd();
            assertThat(outputs()).containsExactly("a1+a2+a3 by size of 3 for a");
        }
    }

    @Test
    void aTimeoutIsKnownToTheStoreAndEachMessageProlongsIt() throws Exception {
        try (TestRuntime runtime = runtime("completionTimeout: 600000")) {
            runtime.completed(send(runtime, "a1"));
            long first = dueAt(runtime);
            runtime.completed(send(runtime, "a2"));
            assertThat(dueAt(runtime)).isGreaterThan(first);
            runtime.store().writer().await(session -> session.update("UPDATE aggregate_group SET due_at = 1"));
            runtime.kill();
        }
        try (TestRuntime runtime = runtime("completionTimeout: 600000")) {
            new Family(runtime).awaitEnd();
            await().until(() -> outputs().size() == 1);
            assertThat(outputs()).containsExactly("a1+a2 by timeout of 2 for a");
        }
    }

    private static long dueAt(TestRuntime runtime) {
        return runtime.store()
                .read()
                .fetchOne("SELECT due_at FROM aggregate_group")
                .get(0, Long.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            completionTimeout: 200                                                                    | timeout
            completionTimeoutExpression: { constant: 200 }                                            | timeout
            completionInterval: 200                                                                   | interval
            """)
    void groupsCompleteByThemselves(String option, String by) throws Exception {
        try (TestRuntime runtime = runtime(option)) {
            runtime.completed(send(runtime, "a1"));
            await().until(() -> outputs().size() == 1);
            new Family(runtime).awaitEnd();
            assertThat(outputs()).containsExactly("a1 by " + by + " of 1 for a");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            completionSizeExpression: { simple: "${header.wanted}" }                                  | a1+a2 by size of 2 for a
            completionPredicate: { simple: "${body} contains 'a2'" }                                  | a1+a2 by predicate of 2 for a
            eagerCheckCompletion: true, completionPredicate: { simple: "${body} == 'a2'" }            | a1+a2 by predicate of 2 for a
            completionSize: 9, completionOnNewCorrelationGroup: true                                  | a1+a2 by force of 2 for a
            completionSize: 9, discardOnAggregationFailure: true                                      | b1+b2 by force of 2 for b
            """)
    void groupsCompleteByTheirMessages(String options, String output) throws Exception {
        try (TestRuntime runtime = runtime(options)) {
            for (String body : List.of("a1", "a2", "b1")) {
                runtime.completed(send(runtime, body));
            }
            if (options.contains("discard")) {
                runtime.completed(send(runtime, "a-poison"));
                runtime.completed(send(runtime, "b2"));
                runtime.completed(
                        runtime.start("job", "ignored", Map.of(Exchange.AGGREGATION_COMPLETE_ALL_GROUPS, true), null));
            }
            new Family(runtime).awaitEnd();
            assertThat(outputs()).containsExactly(output);
        }
    }

    @Test
    void aMessageForcesAllGroupsAndAnotherItselfToo() throws Exception {
        try (TestRuntime runtime = runtime("completionSize: 9")) {
            runtime.completed(send(runtime, "a1"));
            runtime.completed(send(runtime, "b1"));
            runtime.completed(
                    runtime.start("job", "ignored", Map.of(Exchange.AGGREGATION_COMPLETE_ALL_GROUPS, true), null));
            new Family(runtime).awaitEnd();
            assertThat(outputs()).containsExactlyInAnyOrder("a1 by force of 1 for a", "b1 by force of 1 for b");
            runtime.completed(
                    runtime.start("job", "c1", Map.of(Exchange.AGGREGATION_COMPLETE_ALL_GROUPS_INCLUSIVE, true), null));
            new Family(runtime).awaitEnd();
            assertThat(outputs()).hasSize(3).contains("c1 by force of 1 for c");
        }
    }

    @Test
    void aGroupThatIsDiscardedAtItsTimeoutBecomesNothing() throws Exception {
        try (TestRuntime runtime = runtime("completionTimeout: 100, discardOnCompletionTimeout: true")) {
            runtime.completed(send(runtime, "a1"));
            Family family = new Family(runtime);
            await().until(() -> family.openGroups() == 0);
            assertThat(family.members()).hasSize(1);
        }
    }

    @Test
    void aStrategyThatFailsFailsTheStepAndTheGroupStays() throws Exception {
        try (TestRuntime runtime = runtime("completionSize: 2")) {
            runtime.completed(send(runtime, "a1"));
            assertThat(runtime.outcome(send(runtime, "a-poison")).failure().message())
                    .contains("The aggregation failed");
            runtime.completed(send(runtime, "a2"));
            new Family(runtime).awaitEnd();
            assertThat(outputs()).containsExactly("a1+a2 by size of 2 for a");
        }
    }

    @Test
    void aMessageWithoutCorrelationFailsOrIsPassedOver() throws Exception {
        try (TestRuntime runtime = runtime("completionSize: 2", "${header.none}")) {
            assertThat(runtime.outcome(send(runtime, "a1")).failure().message())
                    .contains("The message has no correlation key");
        }
        try (TestRuntime runtime = runtime("completionSize: 2, ignoreInvalidCorrelationKeys: true", "${header.none}")) {
            assertThat(runtime.completed(send(runtime, "a1"))).isEqualTo("a1/after");
            assertThat(new Family(runtime).openGroups()).isZero();
        }
    }

    @Test
    void aGroupedListIsRecordedAndExchangesInAListAreRefused() throws Exception {
        try (TestRuntime runtime =
                runtime("completionSize: 2", "${body.substring(0,1)}", new GroupedBodyAggregationStrategy())) {
            runtime.completed(send(runtime, "a1"));
            runtime.completed(send(runtime, "a2"));
            Family family = new Family(runtime);
            family.awaitEnd();
            assertThat(outputs()).containsExactly("[a1, a2] by size of 2 for a");
        }
        try (TestRuntime runtime =
                runtime("completionSize: 2", "${body.substring(0,1)}", new GroupedExchangeAggregationStrategy())) {
            assertThat(runtime.outcome(send(runtime, "a1")).failure().message())
                    .contains("exchange property 'CamelGroupedExchange'");
        }
    }

    @Test
    void manyAtOnceContributeOnceEach() throws Exception {
        try (TestRuntime runtime = runtime("completionSize: 40")) {
            List<String> ids = new ArrayList<>();
            for (int i = 10; i < 50; i++) {
                ids.add(send(runtime, "a" + i));
            }
            ids.forEach(runtime::completed);
            new Family(runtime).awaitEnd();
            assertThat(outputs()).singleElement().satisfies(output -> assertThat(
                            output.replace(" by size of 40 for a", "").split("\\+"))
                    .hasSize(40)
                    .doesNotHaveDuplicates());
        }
    }

    @Test
    void aGroupThatSomebodyElseChangedMeanwhileIsAggregatedAnew() throws Exception {
        List<TestRuntime> meddled = new ArrayList<>();
        AggregationStrategy meddling = (old, next) -> {
            if (old != null && !meddled.isEmpty()) {
                meddled.remove(0).store().writer().await(session -> session.update("DELETE FROM aggregate_group"));
            }
            return join(old, next);
        };
        try (TestRuntime runtime = runtime("completionSize: 2", "${body.substring(0,1)}", meddling)) {
            runtime.completed(send(runtime, "a1"));
            meddled.add(runtime);
            runtime.completed(send(runtime, "a2"));
            assertThat(world.names()).containsExactly("after", "after");
            runtime.completed(send(runtime, "a3"));
            new Family(runtime).awaitEnd();
            assertThat(outputs()).containsExactly("a2+a3 by size of 2 for a");
        }
    }

    @Test
    void aStepThatLaterAttemptsComeByAgainContributesOnce() throws Exception {
        try (TestRuntime runtime = runtime("""
                - doTry:
                    steps:
                      - to: "effect:never?failTimes=99"
                    doCatch:
                      - exception: [java.io.IOException]
                        steps:
                          - aggregate: { completionTimeout: 300, correlationExpression: { constant: "all" }, aggregationStrategy: "#join", steps: [ { to: "effect:out" } ] }
                          - to: "effect:flaky?failUnless=never"
                """, null, AggregateTest::join)) {
            assertThat(runtime.outcome(runtime.start("job", "in", null))
                            .failure()
                            .message())
                    .contains("flaky");
            await().until(() -> world.names().contains("out"));
            assertThat(world.counts()).containsOnly(Map.entry("out|in", 1));
        }
    }

    @Test
    void aGroupGoesOnInANewVersionAndOneThatIsDueCompletesInItsOwn() throws Exception {
        try (TestRuntime runtime = runtime("completionSize: 2, completionTimeout: 600000")) {
            runtime.completed(send(runtime, "a1"));
            runtime.completed(send(runtime, "b1"));
            runtime.store()
                    .writer()
                    .await(session -> session.update("UPDATE aggregate_group SET due_at = 1 WHERE correlation = 'b'"));
        }
        try (TestRuntime runtime = runtime("completionSize: 3, completionTimeout: 600000")) {
            await().until(() -> outputs().size() == 1);
            assertThat(outputs()).containsExactly("b1 by timeout of 1 for b");
            runtime.completed(send(runtime, "a2"));
            runtime.completed(send(runtime, "a3"));
            await().until(() -> outputs().size() == 2);
            assertThat(outputs()).contains("a1+a2+a3 by size of 3 for a");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            completionSize: 2, completionFromBatchConsumer: true    | has the option completionFromBatchConsumer
            completionSize: 2, closeCorrelationKeyOnCompletion: 10  | has the option closeCorrelationKeyOnCompletion
            completionSize: 2, optimisticLocking: true              | has the option optimisticLocking
            completionSize: 2, forceCompletionOnStop: true          | has the option forceCompletionOnStop
            completionSize: 2, completeAllOnStop: true              | has the option completeAllOnStop
            completionSize: 2, aggregationRepository: "#x"          | has the option aggregationRepository
            completionSize: 2, aggregateController: "#x"            | has the option aggregateController
            completionSize: 2, executorService: "#x"                | has the option executorService
            completionSize: 2, timeoutCheckerExecutorService: "#x"  | has the option timeoutCheckerExecutorService
            """)
    void anOptionThatCannotHoldIsRefusedAtTheStart(String options, String message) {
        assertThatThrownBy(() -> runtime(options))
                .hasStackTraceContaining("In the durable route 'job', 'aggregate' " + message);
    }

    private static String send(TestRuntime runtime, String body) {
        return runtime.start("job", body, Map.of("wanted", 2), null);
    }

    private List<String> outputs() {
        return world.effects().stream()
                .filter(effect -> effect.name().startsWith("out"))
                .map(effect -> effect.body() + effect.name().substring(3))
                .toList();
    }

    private TestRuntime runtime(String options) throws Exception {
        return runtime(options, "${body.substring(0,1)}");
    }

    private TestRuntime runtime(String options, String correlation) throws Exception {
        return runtime(options, correlation, AggregateTest::join);
    }

    private TestRuntime runtime(String options, String correlation, AggregationStrategy strategy) throws Exception {
        String steps = correlation == null
                ? options
                : """
                - aggregate:
                    correlationExpression: { simple: "%s" }
                    aggregationStrategy: "#join"
                %s
                    steps:
                      - toD: "effect:out by ${exchangeProperty.CamelAggregatedCompletedBy} of ${exchangeProperty.CamelAggregatedSize} for ${exchangeProperty.CamelAggregatedCorrelationKey}"
                - to: "effect:after"
                """.formatted(
                                correlation,
                                Arrays.stream(options.split(", (?=[a-z])"))
                                        .collect(Collectors.joining("\n"))
                                        .indent(4)
                                        .stripTrailing());
        TestRuntime runtime = new TestRuntime(folder, world).bind("join", strategy);
        try {
            return runtime.yaml("job.camel.yaml", """
                    - route:
                        id: job
                        from:
                          uri: workflow:job
                          parameters: { backoff: 10ms, attempts: 2 }
                          steps:
                    %s
                    """.formatted(steps.strip().indent(8)))
                    .start();
        } catch (Exception e) {
            runtime.close();
            throw e;
        }
    }

    /** Joins the bodies in order; a poisonous one fails. */
    private static Exchange join(Exchange old, Exchange next) {
        String body = next.getMessage().getBody(String.class);
        if (body.contains("poison")) {
            throw new UnrecoverableException("poison");
        }
        if (old == null) {
            return next;
        }
        String joined = Arrays.stream((old.getMessage().getBody(String.class) + "+" + body).split("\\+"))
                .sorted()
                .collect(Collectors.joining("+"));
        old.getMessage().setBody(joined);
        return old;
    }
}

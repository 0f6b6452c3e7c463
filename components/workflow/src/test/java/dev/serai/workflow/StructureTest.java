/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.StepSummary;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** EIPs that hold other steps or stand beside them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StructureTest {

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    @Guarantee(
            eip = {"loop", "loop doWhile", "loop copy"},
            is = "runs again around its steps; each round's steps are recorded")
    @Guarantee(
            eip = {"split streaming", "split parallel", "multicast"},
            is = "each branch has records of its own; the aggregation runs again")
    void loopsAndBranches() throws Exception {
        Object end = new EveryBorder(folder).crash("""
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - loop:
                            doWhile: true
                            simple: "${body.length} < 12"
                            steps:
                              - to: "effect:while"
                        - loop:
                            constant: "2"
                            copy: true
                            steps:
                              - to: "effect:copied${exchangeProperty.CamelLoopIndex}"
                        - setBody: { constant: "a,b" }
                        - split:
                            tokenize: { token: "," }
                            streaming: true
                            aggregationStrategy: "#concat"
                            steps:
                              - split:
                                  simple: "${body}1,${body}2"
                                  parallelProcessing: true
                                  streaming: true
                                  aggregationStrategy: "#sorted"
                                  steps:
                                    - to: "effect:s?async=true"
                        - multicast:
                            aggregationStrategy: "#concat"
                            steps:
                              - to: "effect:m1"
                              - to: "effect:m2?async=true"
                        - to: "effect:end"
                """);
        assertThat(end).isEqualTo("a1/s+a2/s+b1/s+b2/s/m1+a1/s+a2/s+b1/s+b2/s/m2/end");
    }

    @Test
    @Guarantee(eip = "throttle", is = "passed once: a replay does not wait again")
    @Guarantee(eip = "threads", is = "hands over again on replay; the steps after it go on in the other thread")
    @Guarantee(eip = "policy", is = "runs again around its steps")
    @Guarantee(eip = "kamelet", is = "recorded, with the steps of the kamelet and those inside it")
    @Guarantee(
            eip = {"pipeline", "step"},
            is = "runs again around its steps")
    void whatStandsAroundSteps() throws Exception {
        Object end = new EveryBorder(folder).bind("wrapping", Wrapping::new).crash("""
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - throttle: { constant: "100" }
                        - to: "effect:a"
                        - threads: { poolSize: 2 }
                        - to: "effect:b"
                        - policy:
                            ref: wrapping
                            steps:
                              - to: "effect:inPolicy"
                        - kamelet:
                            name: twice
                            steps:
                              - to: "effect:inKamelet"
                        - pipeline:
                            steps:
                              - step:
                                  id: named
                                  steps:
                                    - to: "effect:inStep?async=true"
                        - to: "effect:end"
                - routeTemplate:
                    id: twice
                    from:
                      uri: "kamelet:source"
                      steps: [ { to: "effect:k1" }, { to: "kamelet:sink" }, { to: "effect:k2" } ]
                """);
        assertThat(end).isEqualTo("in/a/b/inPolicy/k1/inKamelet/k2/inStep/end");
    }

    @Test
    @Guarantee(
            eip = {"intercept", "interceptFrom", "interceptSendToEndpoint"},
            is = "its steps are recorded, wherever they run")
    void interceptions() throws Exception {
        Object end = new EveryBorder(folder)
                .bind("nothing", () -> (Processor) exchange -> {})
                .crash("""
                - interceptFrom:
                    steps:
                      - to: "effect:from"
                - intercept:
                    steps:
                      - to: "effect:each"
                - interceptSendToEndpoint:
                    uri: "mock:elsewhere"
                    skipSendToOriginalEndpoint: "true"
                    steps:
                      - to: "effect:instead"
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - to: "effect:a"
                        - process: { ref: nothing }
                        - to: "mock:elsewhere"
                        - split:
                            constant: "x,y"
                            aggregationStrategy: "#concat"
                            steps:
                              - to: "effect:s?async=true"
                """);
        assertThat(end).isEqualTo("x/each/s+y/each/s");
    }

    @Test
    void aCallWhoseFailureWasHandledEndsItsBranchInAReplayToo() throws Exception {
        Object end = new EveryBorder(folder).crash("""
                - onException:
                    exception: [java.io.IOException]
                    handled: { constant: { expression: "true" } }
                    steps:
                      - to: "effect:instead"
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - multicast:
                            aggregationStrategy: "#concat"
                            steps:
                              - pipeline: { steps: [ { to: "direct:sub" }, { to: "effect:never" } ] }
                              - pipeline: { steps: [ { to: "workflow:sleep?duration=10ms" } ] }
                - route:
                    id: sub
                    from: { uri: "direct:sub", steps: [ { to: "effect:fails?failTimes=9" } ] }
                """);
        assertThat(end).isEqualTo("in/instead+in");
    }

    @Test
    void aCallThatRollsBackEndsItsCallersInAReplayToo() throws Exception {
        Object end = new EveryBorder(folder).crash("""
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - multicast:
                            aggregationStrategy: "#concat"
                            steps:
                              - pipeline: { steps: [ { to: "direct:sub" }, { to: "effect:never" } ] }
                              - pipeline: { steps: [ { to: "workflow:sleep?duration=10ms" } ] }
                - route:
                    id: sub
                    from:
                      uri: "direct:sub"
                      steps: [ { to: "effect:s1" }, { to: "effect:s2" }, { rollback: { markRollbackOnlyLast: true } } ]
                """);
        assertThat(end).isEqualTo("in/s1/s2+in");
    }

    @Test
    void interceptionsInALoop() throws Exception {
        Object end = new EveryBorder(folder).crash("""
                - intercept:
                    steps:
                      - to: "effect:each"
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - loop:
                            constant: "2"
                            steps:
                              - to: "effect:a"
                              - to: "effect:b"
                        - to: "effect:end"
                """);
        assertThat(end).isEqualTo("in/each/each/a/each/b/each/a/each/b/each/end");
    }

    @Test
    @Guarantee(eip = "routeTemplate", is = "its routes are routes; their steps are recorded under the template's name")
    @Guarantee(eip = "routeConfiguration", is = "its clauses are part of each route that uses it")
    void templatesAndConfigurations() throws Exception {
        Object end = new EveryBorder(folder).crash("""
                - routeConfiguration:
                    id: handling
                    onException:
                      - onException:
                          exception: [java.io.IOException]
                          handled: { constant: { expression: "true" } }
                          steps:
                            - to: "effect:handled?async=true"
                            - to: "effect:handledToo"
                - routeTemplate:
                    id: greeting
                    parameters: [ { name: tag } ]
                    from: { uri: "direct:greeting-{{tag}}", steps: [ { to: "effect:t1{{tag}}" }, { to: "effect:t2{{tag}}" } ] }
                - templatedRoute:
                    routeTemplateRef: greeting
                    routeId: one
                    parameters: [ { name: tag, value: one } ]
                - route:
                    id: job
                    routeConfigurationId: handling
                    from:
                      uri: workflow:job
                      steps:
                        - to: "direct:greeting-one"
                        - to: "effect:fails?failTimes=99"
                        - to: "effect:never"
                """);
        assertThat(end).isEqualTo("in/t1one/t2one/handled/handledToo");
    }

    @Test
    void everyCopyThatFailsIsHandledThoughTheOriginalWasHandledBefore() throws Exception {
        Processor fails = exchange -> {
            throw new IllegalStateException("not today");
        };
        AggregationStrategy forgiving = (old, next) -> {
            next.setException(null);
            return next;
        };
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("fails", fails)
                .bind("forgiving", forgiving)
                .yaml("job.camel.yaml", """
                        - onException:
                            exception: [ java.lang.IllegalStateException ]
                            steps: [ { to: "effect:handled?async=true" } ]
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              steps:
                                - multicast:
                                    aggregationStrategy: "#forgiving"
                                    steps: [ { process: { ref: fails } } ]
                                - setBody: { constant: "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20" }
                                - split:
                                    tokenize: { token: "," }
                                    parallelProcessing: true
                                    aggregationStrategy: "#forgiving"
                                    steps: [ { process: { ref: fails } } ]
                        """)
                .start()) {
            runtime.completed(runtime.start("job", "in", null));
            assertThat(world.names()).hasSize(21).containsOnly("handled");
        }
    }

    @Test
    void aReplayPassesTheThrottleWithoutAWait() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("limit", new Limit(asked))
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              steps:
                                - throttle: { method: { ref: limit } }
                                - to: "workflow:sleep?duration=10ms"
                                - to: "workflow:sleep?duration=10ms"
                                - to: "effect:end"
                        """)
                .start()) {
            String id = runtime.start("job", "in", null);
            runtime.completed(id);
            assertThat(asked).hasValue(1);
            assertThat(new ExecutionHistory(TestStores.in(folder))
                            .find(id)
                            .orElseThrow()
                            .steps())
                    .extracting(StepSummary::step)
                    .startsWith("job/throttle1@1");
        }
    }

    @Test
    @Guarantee(
            eip = {"stop", "rollback"},
            is = "runs again: the route ends there, in each replay")
    void stopEndsTheExecutionAndRollbackTheAttempt() throws Exception {
        try (TestRuntime runtime =
                new TestRuntime(folder, world).yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              parameters: { attempts: 2, backoff: 10ms }
                              steps:
                                - to: "effect:a"
                                - to: "workflow:sleep?duration=10ms"
                                - choice:
                                    when:
                                      - simple: "${body} contains 'stop'"
                                        steps:
                                          - stop: {}
                                    otherwise:
                                      steps:
                                        - rollback: { message: "no" }
                                - to: "effect:never"
                        """).start()) {
            assertThat(runtime.completed(runtime.start("job", "stop", null))).isEqualTo("stop/a");
            assertThat(runtime.outcome(runtime.start("job", "go", null)).failure())
                    .isNotNull();
            assertThat(world.names()).containsExactly("a", "a");
        }
    }

    /** Counts how often it is asked. */
    public static final class Limit {
        private final AtomicInteger asked;

        Limit(AtomicInteger asked) {
            this.asked = asked;
        }

        public long limit() {
            asked.incrementAndGet();
            return 100;
        }
    }

    /** Does nothing but stand around its steps. */
    private static final class Wrapping implements Policy {
        @Override
        public void beforeWrap(Route route, NamedNode definition) {
            // Nothing to prepare.
        }

        @Override
        public Processor wrap(Route route, Processor processor) {
            return processor;
        }
    }
}

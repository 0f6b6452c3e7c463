/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stands around a step that waits is not told that the step is done. */
@Timeout(60)
class UnfinishedWorkTest {

    @TempDir
    Path folder;

    private final World world = new World();
    private final List<String> aggregated = new CopyOnWriteArrayList<>();
    private final AtomicInteger completions = new AtomicInteger();
    private WaitingRuntime waiting;

    @BeforeEach
    void prepare() {
        waiting = new WaitingRuntime(folder, world);
    }

    @Test
    void anAggregationStrategyGetsWholeBranchesAlone() throws Exception {
        try (TestRuntime runtime = start("""
                - split:
                    simple: "1,2"
                    delimiter: ","
                    aggregationStrategy: "#collect"
                    steps:
                      - to: { uri: "workflow:await?signal=go", variableReceive: ignored }
                      - to: "effect:whole"
                """)) {
            String id = runtime.start("job", "in", null);
            waiting.awaitSuspended(runtime, id);
            assertThat(aggregated).isEmpty();
            WaitingRuntime.send(runtime, id, "go", "x");
            org.awaitility.Awaitility.await().until(() -> !aggregated.isEmpty());
            waiting.awaitSuspended(runtime, id);
            WaitingRuntime.send(runtime, id, "go", "x");
            assertThat(runtime.completed(id)).isEqualTo("1/whole+2/whole/after");
            assertThat(aggregated).allMatch(body -> body.endsWith("/whole"));
        }
    }

    @Test
    void anAggregationStrategyOfParallelBranchesDoesToo() throws Exception {
        try (TestRuntime runtime = start("""
                - multicast:
                    parallelProcessing: true
                    aggregationStrategy: "#collect"
                    steps:
                      - to: "effect:whole"
                      - pipeline:
                          steps:
                            - to: { uri: "workflow:await?signal=go", variableReceive: ignored }
                            - to: "effect:whole"
                """)) {
            String id = runtime.start("job", "in", null);
            waiting.awaitSuspended(runtime, id);
            assertThat(aggregated).allMatch(body -> body.endsWith("/whole"));
            WaitingRuntime.send(runtime, id, "go", "x");
            runtime.completed(id);
            assertThat(world.names()).containsExactly("before", "whole", "whole", "after");
            assertThat(aggregated).allMatch(body -> body.endsWith("/whole"));
        }
    }

    @Test
    void aLoopDoesNotTurnAndATryDoesNotEnd() throws Exception {
        try (TestRuntime runtime = start("""
                - loop:
                    doWhile: true
                    simple: "${body} not contains 'enough'"
                    steps:
                      - doTry:
                          steps:
                            - to: "workflow:await?signal=go"
                            - to: "effect:tried?failUnless=go"
                          doCatch:
                            - exception: [java.lang.Exception]
                              steps:
                                - to: "effect:caught"
                          doFinally:
                            steps:
                              - to: "effect:finally"
                """)) {
            String id = runtime.start("job", "in", null);
            waiting.awaitSuspended(runtime, id);
            assertThat(world.names()).containsExactly("before");
            WaitingRuntime.send(runtime, id, "go", "no");
            org.awaitility.Awaitility.await().until(() -> world.names().contains("finally"));
            waiting.awaitSuspended(runtime, id);
            assertThat(world.names()).containsExactly("before", "caught", "finally");
            WaitingRuntime.send(runtime, id, "go", "go enough");
            runtime.completed(id);
            assertThat(world.names()).containsExactly("before", "caught", "finally", "tried", "finally", "after");
        }
    }

    @Test
    void aSynchronizationIsNotCalled() throws Exception {
        try (TestRuntime runtime = start("""
                - process: { ref: register }
                - to: "workflow:await?signal=go"
                - process: { ref: register }
                """)) {
            String id = runtime.start("job", "in", null);
            waiting.awaitSuspended(runtime, id);
            assertThat(completions).hasValue(0);
            WaitingRuntime.send(runtime, id, "go", "x");
            runtime.completed(id);
            // That of the first is a part of a run that is gone.
            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThat(completions).hasValue(1));
        }
    }

    private TestRuntime start(String step) throws Exception {
        world.liveAgain();
        return new TestRuntime(folder, world)
                .bind("collect", (AggregationStrategy) this::collect)
                .bind("register", (Processor)
                        exchange -> exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                            @Override
                            public void onDone(Exchange done) {
                                completions.incrementAndGet();
                            }
                        }))
                .yaml("job.camel.yaml", WaitingRuntime.yaml(step, ""))
                .start();
    }

    private Exchange collect(Exchange old, Exchange next) {
        String body = next.getMessage().getBody(String.class);
        aggregated.add(body);
        if (old != null) {
            next.getMessage().setBody(old.getMessage().getBody(String.class) + "+" + body);
        }
        return next;
    }
}

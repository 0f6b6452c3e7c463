/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.intervention.MessageEdit;
import dev.serai.workflow.intervention.Operator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireTapTest {

    private static final String AUDIT = """
            - route:
                id: audit
                from: { uri: "direct:audit", steps: [ { to: "effect:audit" } ] }
            """;

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void whatIsTappedIsAnExecutionOfItsOwnWithACopyOfTheWholeExchange() throws Exception {
        try (TestRuntime runtime = runtime("""
                - setHeader: { name: h, constant: "H" }
                - setProperty: { name: p, constant: "P" }
                - setVariable: { name: v, constant: "V" }
                - wireTap: { uri: "direct:show" }
                - setBody: { constant: "changed" }
                - to: "effect:main"
                """, """
                - route:
                    id: show
                    from:
                      uri: direct:show
                      steps:
                        - setBody: { simple: "${body}-${header.h}-${exchangeProperty.p}-${variable.v}" }
                        - to: "effect:shown"
                """)) {
            String id = runtime.start("job", "in", null);
            assertThat(runtime.completed(id)).isEqualTo("changed/main");
            Family family = new Family(runtime);
            family.awaitEnd();
            assertThat(family.at("job/wireTap1")).singleElement().satisfies(child -> {
                assertThat(child.parent()).isEqualTo(id);
                assertThat(runtime.completed(child.id())).isEqualTo("in-H-P-V/shown");
            });
            assertThat(world.counts()).containsOnly(Map.entry("shown|in-H-P-V", 1), Map.entry("main|changed", 1));
        }
    }

    @Test
    void theParentDoesNotWaitForIt() throws Exception {
        try (TestRuntime runtime = runtime("""
                - wireTap: { uri: "direct:slow" }
                - to: "effect:main"
                """, """
                - route:
                    id: slow
                    from: { uri: "direct:slow", steps: [ { to: "workflow:sleep?duration=1h" }, { to: "effect:slow" } ] }
                """)) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in/main");
            Family family = new Family(runtime);
            await().until(() -> family.at("job/wireTap1").get(0).status().equals("SUSPENDED"));
            assertThat(world.names()).containsExactly("main");
        }
    }

    @Test
    void itFailsAndIsReplayedByItself() throws Exception {
        String broken = """
                - route:
                    id: broken
                    from: { uri: "direct:broken", steps: [ { to: "effect:one" }, { process: { ref: moody } } ] }
                """;
        String child;
        try (TestRuntime runtime = runtime("- wireTap: { uri: \"direct:broken\" }", broken, exchange -> {
            throw new UnrecoverableException("moody");
        })) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in");
            Family family = new Family(runtime);
            family.awaitEnd();
            child = family.at("job/wireTap1").get(0).id();
            assertThat(runtime.outcome(child).failure().message()).isEqualTo("moody");
            assertThat(runtime.outcome(child).failure().step()).isEqualTo("job/wireTap1/to1@1>broken/process1@1");
        }
        new Operator(TestStores.in(folder), "ada").replay(List.of(child), false, MessageEdit.NONE);
        try (TestRuntime runtime = runtime("- wireTap: { uri: \"direct:broken\" }", broken, exchange -> {})) {
            assertThat(runtime.completed(child)).isEqualTo("in/one");
            assertThat(world.counts()).containsOnly(Map.entry("one|in", 1));
        }
    }

    @Test
    void aStepThatLaterAttemptsComeByAgainStartsItOnce() throws Exception {
        try (TestRuntime runtime = runtime("""
                - doTry:
                    steps:
                      - to: "effect:never?failTimes=99"
                    doCatch:
                      - exception: [java.io.IOException]
                        steps:
                          - wireTap: { uri: "direct:audit" }
                          - process: { ref: moody }
                """, AUDIT, new FailsTwice())) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in");
            Family family = new Family(runtime);
            family.awaitEnd();
            assertThat(family.members()).hasSize(2);
            assertThat(world.counts()).containsOnly(Map.entry("audit|in", 1));
        }
    }

    @Test
    void preparationAndComputedAddressesAreCamels() throws Exception {
        try (TestRuntime runtime = runtime("""
                - setVariable: { name: where, constant: "audit" }
                - wireTap: { uri: "direct:${variable.where}", onPrepare: "#moody" }
                - wireTap: { uri: "direct:audit", copy: false, onPrepare: "#moody" }
                - wireTap: { uri: "effect:tapped" }
                """, AUDIT, exchange -> exchange.getMessage()
                .setBody(exchange.getMessage().getBody(String.class) + "+prepared"))) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in");
            new Family(runtime).awaitEnd();
            assertThat(world.counts())
                    .containsOnly(
                            Map.entry("audit|in+prepared", 1),
                            Map.entry("audit|null+prepared", 1),
                            Map.entry("tapped|in", 1));
        }
    }

    @Test
    void eachBranchAndIterationTapsForItself() throws Exception {
        try (TestRuntime runtime = runtime("""
                - split:
                    tokenize: { token: "," }
                    parallelProcessing: true
                    steps:
                      - loop: { constant: "2", steps: [ { wireTap: { uri: "direct:audit" } } ] }
                """, AUDIT)) {
            runtime.completed(runtime.start("job", "a,b", null));
            Family family = new Family(runtime);
            family.awaitEnd();
            assertThat(world.counts()).containsOnly(Map.entry("audit|a", 2), Map.entry("audit|b", 2));
        }
    }

    @Test
    void anExecutionOfAnOlderVersionEntersItsOwnDefinition() throws Exception {
        String old = "- wireTap: { uri: \"direct:slow\" }\n- to: \"effect:main\"";
        String slow = """
                - route:
                    id: slow
                    from: { uri: "direct:slow", steps: [ { to: "workflow:sleep?duration=1h" }, { to: "effect:old" } ] }
                """;
        String child;
        try (TestRuntime runtime = runtime(old, slow)) {
            runtime.completed(runtime.start("job", "in", null));
            Family family = new Family(runtime);
            await().until(() -> family.at("job/wireTap1").get(0).status().equals("SUSPENDED"));
            child = family.at("job/wireTap1").get(0).id();
            runtime.store().writer().await(session -> {
                session.update("UPDATE step_wait SET due_at = 1");
                return session.update("UPDATE execution SET due_at = 1");
            });
        }
        try (TestRuntime runtime = runtime("- to: \"effect:main\"", slow.replace("effect:old", "effect:new"))) {
            runtime.start("job", "other", null);
            new Family(runtime).awaitEnd();
            assertThat(runtime.completed(child)).isEqualTo("in/old");
            assertThat(world.names()).containsExactlyInAnyOrder("main", "old", "main");
        }
    }

    @Test
    void anExecutionWhoseEntryIsGoneWaitsForADefinitionThatHasIt() throws Exception {
        try (TestRuntime runtime = runtime("- wireTap: { uri: \"direct:audit\" }", AUDIT)) {
            runtime.completed(runtime.start("job", "in", null));
            new Family(runtime).awaitEnd();
            runtime.store()
                    .writer()
                    .await(
                            session -> session.update(
                                    "UPDATE execution SET status = 'QUEUED', due_at = 1, entry = 'job/wireTap7' WHERE entry IS NOT NULL"));
        }
        try (TestRuntime runtime = runtime("- wireTap: { uri: \"direct:audit\" }", AUDIT)) {
            runtime.completed(runtime.start("job", "next", null));
            Family family = new Family(runtime);
            await().until(() -> family.at("job/wireTap1").get(0).status().equals("COMPLETED"));
            // A node of several claims it, sooner or later, and keeps it until it stops.
            assertThat(family.at("job/wireTap7"))
                    .singleElement()
                    .extracting(Family.Member::status)
                    .isIn("QUEUED", "RUNNING");
            assertThat(world.counts()).containsOnly(Map.entry("audit|in", 1), Map.entry("audit|next", 1));
        }
    }

    /** Fails in its first two calls, for good in none. */
    private static final class FailsTwice implements Processor {
        private int calls;

        @Override
        public synchronized void process(org.apache.camel.Exchange exchange) throws Exception {
            if (++calls <= 2) {
                throw new java.io.IOException("not yet");
            }
        }
    }

    private TestRuntime runtime(String steps, String otherRoutes) throws Exception {
        return runtime(steps, otherRoutes, exchange -> {});
    }

    private TestRuntime runtime(String steps, String otherRoutes, Processor moody) throws Exception {
        TestRuntime runtime = new TestRuntime(folder, world).bind("moody", moody);
        return runtime.yaml("job.camel.yaml", """
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      parameters: { backoff: 10ms }
                      steps:
                %s
                """.formatted(steps.strip().indent(8)) + otherRoutes)
                .start();
    }
}

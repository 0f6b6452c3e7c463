/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SedaTest {

    private static final String WORK = """
            - route:
                id: work
                from: { uri: "seda:work", steps: [ { to: "effect:w1" }, { to: "effect:w2" } ] }
            """;

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void whatIsSentIsAnExecutionThatBeginsAtTheRouteBehind() throws Exception {
        try (TestRuntime runtime = runtime("- to: \"seda:work\"\n- to: \"effect:main\"", WORK)) {
            String id = runtime.start("job", "in", null);
            assertThat(runtime.completed(id)).isEqualTo("in/main");
            Family family = new Family(runtime);
            family.awaitEnd();
            assertThat(family.at("work")).singleElement().satisfies(child -> {
                assertThat(child.parent()).isEqualTo(id);
                assertThat(runtime.completed(child.id())).isEqualTo("in/w1/w2");
            });
            assertThat(world.counts())
                    .containsOnly(Map.entry("w1|in", 1), Map.entry("w2|in/w1", 1), Map.entry("main|in", 1));
        }
    }

    @Test
    void aMessageFromOutsideTakesCamelsOwnWay() throws Exception {
        try (TestRuntime runtime = runtime("- to: \"seda:work\"", WORK)) {
            runtime.context().createProducerTemplate().sendBody("seda:work", "plain");
            await().until(() -> world.names().contains("w2"));
            assertThat(new Family(runtime).members()).isEmpty();
        }
    }

    @Test
    void whoExpectsAReplyWaitsInTheStoreAndGetsTheBody() throws Exception {
        String slow = """
                - route:
                    id: work
                    from: { uri: "seda:work", steps: [ { to: "workflow:sleep?duration=2s" }, { to: "effect:w" } ] }
                """;
        try (TestRuntime runtime = runtime("""
                - to: { uri: "seda:work", pattern: InOut }
                - to: "effect:main"
                """, slow)) {
            String id = runtime.start("job", "in", null);
            await().until(() -> new Family(runtime)
                    .members().stream().allMatch(member -> member.status().equals("SUSPENDED")));
            await().until(() -> runtime.engine().running() == 0);
            assertThat(runtime.completed(id)).isEqualTo("in/w/main");
        }
    }

    @Test
    void variablesCarryWhatIsSentAndWhatComesBack() throws Exception {
        try (TestRuntime runtime = runtime("""
                - setVariable: { name: out, constant: "sent" }
                - to: { uri: "seda:work?waitForTaskToComplete=Always", variableSend: out, variableReceive: back }
                - setBody: { simple: "${body}:${variable.back}" }
                """, WORK)) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in:sent/w1/w2");
        }
    }

    @Test
    void aChildThatCannotReplyFailsTheStepThatWaits() throws Exception {
        String broken = """
                - route:
                    id: work
                    from: { uri: "seda:work", steps: [ { throwException: { exceptionType: "dev.serai.workflow.UnrecoverableException", message: "no" } } ] }
                """;
        try (TestRuntime runtime = runtime("- to: { uri: \"seda:work\", pattern: InOut }", broken)) {
            assertThat(runtime.outcome(runtime.start("job", "in", null))
                            .failure()
                            .message())
                    .contains("which took the message from seda:work, is a dead letter: no");
        }
    }

    @Test
    void aReplyThatTakesTooLongFailsTheStepAndTheChildGoesOn() throws Exception {
        String slow = """
                - route:
                    id: work
                    from: { uri: "seda:work", steps: [ { to: "workflow:sleep?duration=1h" } ] }
                """;
        try (TestRuntime runtime = runtime("""
                - doTry:
                    steps:
                      - to: { uri: "seda:work?timeout=50", pattern: InOut }
                    doCatch:
                      - exception: [org.apache.camel.ExchangeTimedOutException]
                        steps:
                          - to: "effect:late"
                """, slow)) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in/late");
            assertThat(new Family(runtime).at("work"))
                    .singleElement()
                    .extracting(Family.Member::status)
                    .isEqualTo("SUSPENDED");
        }
    }

    @Test
    void eachOfSeveralConsumersGetsAChild() throws Exception {
        String consumers = """
                - route:
                    id: work1
                    from: { uri: "seda:work?multipleConsumers=true", steps: [ { to: "effect:w1" } ] }
                - route:
                    id: work2
                    from: { uri: "seda:work?multipleConsumers=true", steps: [ { to: "effect:w2" } ] }
                """;
        try (TestRuntime runtime = runtime(
                "- to: { uri: \"seda:work?multipleConsumers=true\", pattern: InOut }\n- to: \"effect:main\"",
                consumers)) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in/main");
            assertThat(world.counts())
                    .containsOnly(Map.entry("w1|in", 1), Map.entry("w2|in", 1), Map.entry("main|in", 1));
            assertThat(world.names()).endsWith("main");
        }
    }

    @Test
    void manyRunAtOnceUpToTheWorkflowsLimit() throws Exception {
        String one = WORK.replace("seda:work", "seda:work?concurrentConsumers=1")
                .replace("effect:w1", "workflow:sleep?duration=1h");
        try (TestRuntime runtime = runtime("""
                - split:
                    tokenize: { token: "," }
                    steps: [ { to: "seda:work" } ]
                """, one)) {
            runtime.completed(runtime.start("job", "a,b,c", null));
            Family family = new Family(runtime);
            await().until(() -> family.at("work").stream()
                            .filter(child -> child.status().equals("SUSPENDED"))
                            .count()
                    == 3);
            assertThat(world.names()).isEmpty();
        }
    }

    @Test
    void whereNobodyConsumesTheStepFailsForGood() throws Exception {
        try (TestRuntime runtime = runtime("- to: \"seda:nobody\"", "")) {
            assertThat(runtime.outcome(runtime.start("job", "in", null))
                            .failure()
                            .message())
                    .contains("No route of this Camel context begins with seda://nobody");
        }
    }

    @Test
    void whatCannotBeDurableInTheRouteBehindIsRefusedAtTheStart() {
        assertThatThrownBy(() -> runtime(
                        "- to: \"seda:work\"", WORK.replace("to: \"effect:w1\"", "sample: { samplePeriod: 5 }")))
                .hasStackTraceContaining("In the durable route 'work', 'sample' is not durable");
    }

    @Test
    void anOldVersionHandsOverToItsOwnRoute() throws Exception {
        String steps = "- to: \"workflow:sleep?duration=1h\"\n- to: \"seda:work\"";
        try (TestRuntime runtime = runtime(steps, WORK)) {
            runtime.start("job", "in", null);
            Family family = new Family(runtime);
            await().until(() -> family.members().get(0).status().equals("SUSPENDED"));
            runtime.store().writer().await(session -> {
                session.update("UPDATE step_wait SET due_at = 1");
                return session.update("UPDATE execution SET due_at = 1");
            });
        }
        try (TestRuntime runtime = runtime(steps, WORK.replace("effect:w2", "effect:new"))) {
            Family family = new Family(runtime);
            await().until(() -> !family.at("work").isEmpty());
            family.awaitEnd();
            assertThat(world.names()).containsExactly("w1", "w2");
        }
    }

    private TestRuntime runtime(String steps, String otherRoutes) throws Exception {
        TestRuntime runtime = new TestRuntime(folder, world);
        try {
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
        } catch (Exception e) {
            runtime.close();
            throw e;
        }
    }
}

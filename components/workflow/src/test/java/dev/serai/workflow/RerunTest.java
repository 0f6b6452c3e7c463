/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.history.ExecutionDetail;
import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.ExecutionSummary;
import dev.serai.workflow.history.StepSummary;
import dev.serai.workflow.intervention.InterventionRefusedException;
import dev.serai.workflow.intervention.MessageEdit;
import dev.serai.workflow.intervention.Operator;
import dev.serai.workflow.intervention.Operator.Rerun;
import dev.serai.workflow.journal.ExecutionStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RerunTest {

    private static final String THREE = """
            - setHeader: { name: chance, simple: "${random(1,1000000)}" }
            - to: "effect:a"
            - to: "effect:b"
            - setBody: { simple: "${body} ${header.chance}" }
            - to: "effect:c"
            """;

    private final Path folder;
    private final World world = new World();
    private final Operator ada;

    RerunTest(@TempDir Path folder) {
        this.folder = folder;
        this.ada = new Operator(TestStores.in(folder), "ada");
    }

    @Test
    void aForkTakesOverWhatCameBeforeAndRunsTheRestWithTheChangedMessage() throws Exception {
        try (TestRuntime runtime = runtime(THREE)) {
            String id = runtime.start("job", "in", null);
            String chance = ((String) runtime.completed(id)).split(" ", -1)[1].replace("/c", "");
            ExecutionDetail before = detail(id);

            Rerun rerun = ada.rerun(id, "job/to2@1", false, MessageEdit.NONE.withBody("other"));
            assertThat(rerun.byRuntime()).isTrue();
            assertThat(runtime.completed(rerun.id())).isEqualTo("other/b " + chance + "/c");
            assertThat(world.names()).containsExactly("a", "b", "c", "b", "c");
            assertThat(world.effects()).extracting(World.Effect::idempotencyKey).doesNotHaveDuplicates();

            ExecutionDetail fork = detail(rerun.id());
            assertThat(fork.summary().originId()).isEqualTo(id);
            assertThat(fork.summary().originStep()).isEqualTo("job/to2@1");
            assertThat(fork.input()).isEqualTo("in");
            assertThat(fork.steps())
                    .extracting(step -> step.step() + " " + step.outcome())
                    .containsExactly(
                            "job/setHeader1@1 taken over", "job/to1@1 taken over", "job/to2@1 done", "job/to3@1 done");
            assertThat(fork.steps().get(1).idempotencyKey())
                    .as("what was told then")
                    .isEqualTo(before.steps().get(1).idempotencyKey());
            assertThat(fork.interventions().get(0).by()).isEqualTo("ada");

            ExecutionDetail after = detail(id);
            assertThat(after.forks()).extracting(ExecutionSummary::id).containsExactly(rerun.id());
            assertThat(after.summary()).isEqualTo(before.summary());
            assertThat(after.steps()).isEqualTo(before.steps());
            assertThat(runtime.engine().statistics().unfinished()).isZero();
        }
    }

    @Test
    void withoutARuntimeItIsMadeAndRunsAtTheNextStart() throws Exception {
        String id;
        try (TestRuntime runtime = runtime(THREE)) {
            id = runtime.start("job", "in", null);
            runtime.completed(id);
        }
        Rerun rerun = ada.rerun(id, "job/to3", false, MessageEdit.NONE);
        assertThat(rerun.byRuntime()).isFalse();
        assertThat(detail(rerun.id()).summary().status()).isEqualTo(ExecutionStatus.QUEUED);
        Rerun whole = ada.rerun(id, null, true, MessageEdit.NONE.withBody("anew"));
        try (TestRuntime runtime = runtime(THREE)) {
            assertThat((String) runtime.completed(rerun.id())).startsWith("in/a/b ");
            await().until(() ->
                    new ExecutionHistory(TestStores.in(folder)).find(whole.id()).isPresent());
            assertThat((String) runtime.completed(whole.id())).startsWith("anew/a/b ");
        }
    }

    @Test
    void aStepInABranchALoopACallOrAClauseCanBeTheBeginning() throws Exception {
        String routes = """
                - split:
                    tokenize: { token: "," }
                    steps:
                      - to: "effect:first"
                      - to: "effect:second"
                - loop:
                    constant: 3
                    steps:
                      - to: "effect:turn"
                - to: "direct:sub"
                - doTry:
                    steps:
                      - to: "effect:fails?failUnless=never"
                    doCatch:
                      - exception: [java.io.IOException]
                        steps:
                          - to: "effect:caught1"
                          - to: "effect:caught2"
                """;
        try (TestRuntime runtime = runtime(routes)) {
            String id = runtime.start("job", "x,y", null);
            runtime.completed(id);
            Map<String, Integer> all = world.counts();
            assertThat(all).hasSize(11);

            assertThat(again(runtime, id, "job/split1@1#0>job/split1/to2@1"))
                    .as("the other branch keeps what it did")
                    .containsExactly("second", "turn", "turn", "turn", "sub1", "sub2", "caught1", "caught2");
            assertThat(again(runtime, id, "job/loop1/to1@2"))
                    .containsExactly("turn", "turn", "sub1", "sub2", "caught1", "caught2");
            assertThat(again(runtime, id, "job/to1@1>sub/to2@1")).containsExactly("sub2", "caught1", "caught2");
            assertThat(again(runtime, id, "job/to1@1"))
                    .as("a call is done again with all that it called")
                    .containsExactly("sub1", "sub2", "caught1", "caught2");
            assertThat(again(runtime, id, "job/doTry1/doCatch1/to2@1")).containsExactly("caught2");
        }
    }

    private List<String> again(TestRuntime runtime, String id, String step) {
        int before = world.effects().size();
        runtime.completed(ada.rerun(id, step, false, MessageEdit.NONE).id());
        return world.names().subList(before, world.names().size());
    }

    @Test
    void aStepThatCannotBeTheBeginningIsRefusedWithTheNearestThatCan() throws Exception {
        try (TestRuntime runtime = runtime("""
                - to: "effect:a"
                - loop: { constant: 2, steps: [ { to: "effect:turn" } ] }
                - to: "effect:b"
                """)) {
            String id = runtime.start("job", "in", null);
            runtime.completed(id);
            refused(id, "job/to9", "Did you mean 'job/to");
            refused(id, "job/loop1/to1", "come by 2 times").hasMessageContaining("job/loop1/to1@1, job/loop1/to1@2");
            refused("nothing", "job/to1", "There is no execution nothing");
        }
    }

    @Test
    void aStepOfAnAttemptThatWasTriedAgainIsRefused() throws Exception {
        try (TestRuntime runtime =
                new TestRuntime(folder, world).yaml("job.camel.yaml", """
                        - onException:
                            exception: [java.io.IOException]
                            redeliveryPolicy: { maximumRedeliveries: 0 }
                            steps:
                              - to: "effect:apology"
                        - route:
                            id: job
                            from:
                              uri: workflow:job?attempts=1
                              steps:
                                - to: "effect:a"
                                - to: "effect:work?failUnless=good"
                        """).start()) {
            String id = runtime.start("job", "in", null);
            assertThat(runtime.outcome(id).failure()).isNotNull();
            String apology = detail(id).steps().get(2).step();
            assertThat(apology).contains("onException");
            refused(id, apology, "was tried again").hasMessageContaining("job/to2@1");
            Rerun rerun = ada.rerun(id, "job/to2", false, MessageEdit.NONE.withBody("good"));
            assertThat(runtime.completed(rerun.id())).isEqualTo("good/work");
            assertThat(detail(id).summary().status()).isEqualTo(ExecutionStatus.DEAD_LETTER);
        }
    }

    @Test
    void onTheCurrentVersionWhenItHasTheRecordedSteps() throws Exception {
        String id;
        try (TestRuntime runtime = runtime(THREE)) {
            id = runtime.start("job", "in", null);
            runtime.completed(id);
        }
        try (TestRuntime runtime = runtime(THREE + "- to: \"effect:d\"\n")) {
            String current = ada.rerun(id, "job/to3", true, MessageEdit.NONE).id();
            assertThat((String) runtime.completed(current)).endsWith("/c/d");
            String old = ada.rerun(id, "job/to3", false, MessageEdit.NONE).id();
            assertThat((String) runtime.completed(old)).endsWith("/c");
            assertThat(detail(old).summary().version())
                    .isEqualTo(detail(id).summary().version())
                    .isNotEqualTo(detail(current).summary().version());
        }
        try (TestRuntime runtime = runtime("- to: \"effect:a\"")) {
            assertThat(runtime.engine().running()).isZero();
            assertThatThrownBy(() -> ada.rerun(id, "job/to3", true, MessageEdit.NONE))
                    .isInstanceOf(InterventionRefusedException.class)
                    .hasMessageContaining("has no step job/setHeader1, which the record has");
        }
    }

    @Test
    void aForkOfAForkKeepsTheEditsThatLedToItsRecord() throws Exception {
        try (TestRuntime runtime = runtime("""
                - to: "effect:a"
                - to: "effect:b"
                - setBody: { simple: "${header.colour}" }
                """)) {
            String id = runtime.start("job", "in", Map.of("colour", "red"), null);
            assertThat(runtime.completed(id)).isEqualTo("red");
            String blue = ada.rerun(id, null, false, MessageEdit.NONE.withHeader("colour", "blue"))
                    .id();
            assertThat(runtime.completed(blue)).isEqualTo("blue");
            String again = ada.rerun(blue, "job/to2", false, MessageEdit.NONE).id();
            assertThat(runtime.completed(again)).isEqualTo("blue");
            assertThat(detail(again).steps().stream().map(StepSummary::outcome).collect(Collectors.toList()))
                    .containsExactly("taken over", "done");
        }
    }

    private AbstractThrowableAssert<?, ?> refused(String id, String step, String why) {
        return assertThatThrownBy(() -> ada.rerun(id, step, false, MessageEdit.NONE))
                .isInstanceOf(InterventionRefusedException.class)
                .hasMessageContaining(why);
    }

    private ExecutionDetail detail(String id) {
        return new ExecutionHistory(TestStores.in(folder)).find(id).orElseThrow();
    }

    private TestRuntime runtime(String steps) throws Exception {
        return new TestRuntime(folder, world)
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job?attempts=1
                              steps:
                        %s
                        - route:
                            id: sub
                            from: { uri: "direct:sub", steps: [ { to: "effect:sub1" }, { to: "effect:sub2" } ] }
                        """.formatted(steps.indent(8)))
                .start();
    }
}

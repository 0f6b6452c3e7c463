/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.history.ExecutionDetail;
import dev.serai.workflow.history.ExecutionFilter;
import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.ExecutionSummary;
import dev.serai.workflow.history.InterventionSummary;
import dev.serai.workflow.history.StepSummary;
import dev.serai.workflow.intervention.DiscardRequest;
import dev.serai.workflow.intervention.MessageEdit;
import dev.serai.workflow.intervention.Operator;
import dev.serai.workflow.intervention.ReplayRequest;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.Intervention.Kind;
import dev.serai.workflow.journal.StepEdit.Place;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterTest {

    private static final String FAILS = """
            - to: "effect:before"
            - to: "effect:work?failUnless=good"
            - to: "effect:after"
            """;

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void aReplayGoesOnAtTheStepThatFailedWithTheEditedMessage() throws Exception {
        try (TestRuntime runtime = runtime(FAILS)) {
            String id = deadLetter(runtime, "bad");
            replay(
                    id,
                    false,
                    MessageEdit.NONE
                            .withBody("good")
                            .withHeader("colour", "red")
                            .withVariable("size", 3));
            assertThat(runtime.completed(id)).isEqualTo("good/work/after");
            assertThat(world.names()).containsExactly("before", "work", "after");

            ExecutionDetail execution = detail(id);
            assertThat(execution.input()).as("what it began with stays").isEqualTo("bad");
            InterventionSummary edit = execution.interventions().get(0);
            assertThat(edit.kind()).isEqualTo(Kind.REPLAY);
            assertThat(edit.by()).isEqualTo("ada");
            assertThat(edit.at()).isBetween(execution.summary().createdAt(), Instant.now());
            assertThat(edit.place()).isEqualTo(Place.BEFORE);
            assertThat(edit.step()).isEqualTo("job/to2@1");
            assertThat(edit.body()).isEqualTo("good");
            assertThat(edit.headers()).containsEntry("colour", "red");
            assertThat(edit.variables()).containsEntry("size", 3);
            assertThat(edit.error()).isEqualTo("flaky work");
            assertThat(edit.attempt()).isEqualTo(1);
        }
    }

    @Test
    void anEditIsAppliedAgainByEachReplayOfTheExecution() throws Exception {
        String steps = FAILS.replace("effect:after", "effect:after?failUnless=fine")
                + "- setBody: { simple: \"${body} ${header.colour} ${variable.size}\" }\n";
        String id;
        try (TestRuntime runtime = runtime(steps)) {
            id = deadLetter(runtime, "bad");
            replay(
                    id,
                    false,
                    MessageEdit.NONE
                            .withBody("good")
                            .withHeader("colour", "red")
                            .withVariable("size", 3));
            await().until(() -> "job/to3@1".equals(detail(id).failedStep()));
        }
        Operator.Answer answer = new Operator(TestStores.in(folder), "bob")
                .replay(List.of(id), false, MessageEdit.NONE.withBody("fine"));
        assertThat(answer).isEqualTo(new Operator.Answer(false, ""));
        try (TestRuntime runtime = runtime(steps)) {
            assertThat(runtime.completed(id)).isEqualTo("fine/after red 3");
        }
        assertThat(world.names()).containsExactly("before", "work", "after");
    }

    @Test
    void everyRoundIsKept() throws Exception {
        try (TestRuntime runtime = runtime(FAILS)) {
            String id = deadLetter(runtime, "bad");
            replay(id, false, MessageEdit.NONE.withBody("worse"));
            await().until(() -> works(id) == 2 && detail(id).summary().status() == ExecutionStatus.DEAD_LETTER);
            replay(id, false, MessageEdit.NONE.withBody("good"));
            runtime.completed(id);
            assertThat(detail(id).steps())
                    .extracting(step -> step.step() + " " + step.input() + " " + step.outcome())
                    .containsExactly(
                            "job/to1@1 bad done",
                            "job/to2@1 bad/before tried again",
                            "job/to2@1 worse tried again",
                            "job/to2@1 good done",
                            "job/to3@1 good/work done");
            assertThat(detail(id).interventions())
                    .extracting(InterventionSummary::afterStep)
                    .containsExactly(2L, 3L);
            Set<String> keys = detail(id).steps().stream()
                    .filter(step -> step.step().equals("job/to2@1"))
                    .map(StepSummary::idempotencyKey)
                    .collect(Collectors.toSet());
            assertThat(keys).as("other work has another key").hasSize(3);
        }
    }

    @Test
    void aReplayWithoutAnEditKeepsTheKeys() throws Exception {
        try (TestRuntime runtime = runtime(FAILS)) {
            String id = deadLetter(runtime, "bad");
            replay(id, false, MessageEdit.NONE);
            await().until(() -> works(id) == 2);
            assertThat(detail(id).steps().stream()
                            .filter(step -> step.step().equals("job/to2@1"))
                            .map(StepSummary::idempotencyKey)
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void anEditOfAStepThatWasDeliveredSeveralTimesReachesEachDelivery() throws Exception {
        try (TestRuntime runtime =
                new TestRuntime(folder, world).yaml("job.camel.yaml", """
                        - onException:
                            exception: [java.io.IOException]
                            redeliveryPolicy: { maximumRedeliveries: 2, redeliveryDelay: 1 }
                        - route:
                            id: job
                            from:
                              uri: workflow:job?attempts=1
                              steps:
                                - to: "effect:before"
                                - to: "effect:work?failUnless=good&failTimes=1"
                        """).start()) {
            String id = deadLetter(runtime, "bad");
            assertThat(detail(id).failedStep()).isEqualTo("job/to2@3");
            replay(id, false, MessageEdit.NONE.withBody("good"));
            assertThat(runtime.completed(id)).isEqualTo("good/work");
            assertThat(detail(id).interventions().get(0).step()).isEqualTo("job/to2@1");
        }
    }

    @Test
    void theMessageOfAStepThatIsNotRecordedIsEditedAfterTheLastThatIs() throws Exception {
        try (TestRuntime runtime = runtime("""
                - to: "effect:before"
                - validate: { simple: "${body} contains 'good'" }
                - to: "effect:after"
                """)) {
            String id = deadLetter(runtime, "bad");
            assertThat(detail(id).failedStep()).isEqualTo("job/validate1");
            replay(id, false, MessageEdit.NONE.withBody("good"));
            assertThat(runtime.completed(id)).isEqualTo("good/after");
            assertThat(world.names()).containsExactly("before", "after");
            assertThat(detail(id).interventions().get(0).place()).isEqualTo(Place.AFTER);
        }
    }

    @Test
    void whereNothingIsRecordedTheInputIsEdited() throws Exception {
        try (TestRuntime runtime = runtime("- validate: { simple: \"${body} contains 'good'\" }")) {
            String id = deadLetter(runtime, "bad");
            replay(id, false, MessageEdit.NONE.withBody("good"));
            assertThat(runtime.completed(id)).isEqualTo("good");
            assertThat(detail(id).input()).isEqualTo("bad");
            assertThat(detail(id).interventions().get(0).place()).isEqualTo(Place.BEGINNING);
        }
    }

    @Test
    void aRestartDoesEverythingAgainWithOtherKeys() throws Exception {
        try (TestRuntime runtime = runtime(FAILS)) {
            String id = deadLetter(runtime, "bad");
            assertThat(new ExecutionHistory(TestStores.in(folder)).doneAgain(List.of(id)))
                    .containsExactly(entry("job/to1", 1));
            replay(id, true, MessageEdit.NONE.withBody("good"));
            assertThat(runtime.completed(id)).isEqualTo("good/before/work/after");
            assertThat(world.names()).containsExactly("before", "before", "work", "after");
            assertThat(world.effects().get(0).idempotencyKey())
                    .isNotEqualTo(world.effects().get(1).idempotencyKey());
            assertThat(detail(id).steps())
                    .extracting(StepSummary::outcome)
                    .containsExactly("tried again", "tried again", "done", "done", "done");
        }
    }

    @Test
    void aDiscardedOneIsCancelledAndKept() throws Exception {
        try (TestRuntime runtime = runtime(FAILS)) {
            String id = deadLetter(runtime, "bad");
            Operator ada = new Operator(TestStores.in(folder), "ada");
            assertThat(ada.discard(List.of(id), "customer withdrew")).isEqualTo(new Operator.Answer(true, ""));
            ExecutionDetail execution = detail(id);
            assertThat(execution.summary().status()).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(execution.summary().finishedAt()).isNotNull();
            assertThat(execution.summary().error()).isEqualTo("flaky work");
            assertThat(execution.interventions().get(0).reason()).isEqualTo("customer withdrew");
            assertThat(ada.discard(List.of(id), null).refused()).isEqualTo("There is no dead letter " + id + ".");
            assertThat(ada.replay(List.of(id), false, MessageEdit.NONE).refused())
                    .isEqualTo("There is no dead letter " + id + ".");
        }
    }

    @Test
    void aRequestThatComesTwiceIsCarriedOutOnce() throws Exception {
        try (TestRuntime runtime = runtime(FAILS)) {
            String id = deadLetter(runtime, "bad");
            ReplayRequest request = new ReplayRequest("r-1", List.of(id), true, "ada", null);
            runtime.engine().interventions().replay(request);
            await().until(() -> works(id) == 2 && detail(id).summary().status() == ExecutionStatus.DEAD_LETTER);
            assertThat(runtime.engine().interventions().replay(request).refused())
                    .isEmpty();
            assertThat(detail(id).summary().status()).isEqualTo(ExecutionStatus.DEAD_LETTER);
            assertThat(detail(id).interventions()).hasSize(1);
            runtime.engine().interventions().discard(new DiscardRequest("r-2", List.of(id), "ada", null));
            assertThat(detail(id).interventions()).hasSize(2);
        }
    }

    @Test
    void deadLettersAreFoundByWhatTheyHaveInCommon() throws Exception {
        try (TestRuntime runtime = runtime(FAILS)) {
            String first = deadLetter(runtime, "bad");
            Instant between = detail(first).summary().finishedAt().plusMillis(1);
            await().until(() -> Instant.now().isAfter(between));
            String second = deadLetter(runtime, "worse");
            ExecutionFilter all = ExecutionFilter.DEAD_LETTERS;
            assertThat(found(all)).containsExactly(second, first);
            assertThat(found(all.withSince(between))).containsExactly(second);
            assertThat(found(all.withUntil(between))).containsExactly(first);
            assertThat(found(all.withError("FLAKY W"))).hasSize(2);
            assertThat(found(all.withError("IOException"))).hasSize(2);
            assertThat(found(all.withError("Illegal"))).isEmpty();
            assertThat(found(all.withStep("job/to2"))).hasSize(2);
            assertThat(found(all.withStep("job/to2@1"))).hasSize(2);
            assertThat(found(all.withStep("job/to"))).isEmpty();
            assertThat(found(all.withWorkflow("job"))).hasSize(2);
            assertThat(found(all.withWorkflow("other"))).isEmpty();
            assertThat(found(all.withLimit(1))).containsExactly(second);
        }
    }

    private List<String> found(ExecutionFilter filter) {
        return new ExecutionHistory(TestStores.in(folder))
                .list(filter).stream().map(ExecutionSummary::id).toList();
    }

    private long works(String id) {
        return detail(id).steps().stream()
                .filter(step -> step.step().equals("job/to2@1"))
                .count();
    }

    private void replay(String id, boolean fromStart, MessageEdit edit) {
        assertThat(new Operator(TestStores.in(folder), "ada").replay(List.of(id), fromStart, edit))
                .isEqualTo(new Operator.Answer(true, ""));
    }

    private String deadLetter(TestRuntime runtime, Object body) {
        String id = runtime.start("job", body, null);
        assertThat(runtime.outcome(id).failure()).isNotNull();
        return id;
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
                        %s""".formatted(steps.indent(8)))
                .start();
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.engine.ExecutionOutcome;
import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.ExecutionSummary;
import dev.serai.workflow.journal.ControlRequest;
import dev.serai.workflow.journal.ExecutionStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest {

    private static final String HOLD = "- process: { ref: hold }";

    @TempDir
    Path folder;

    private final World world = new World();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void aCancelledExecutionThatRunsEndsAtItsNextBorderWithTheStepThatRanRecorded() throws Exception {
        try (TestRuntime runtime = runtime(HOLD)) {
            String id = start(runtime);
            held.await();
            workflows(runtime).cancel(id);
            assertThat(status(id)).isNotEqualTo(ExecutionStatus.CANCELLED);
            released.countDown();
            ExecutionOutcome outcome = runtime.outcome(id);
            assertThat(outcome.status()).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(outcome.failure().className()).isEqualTo(ExecutionCancelledException.class.getName());
            assertThat(outcome.failure().message()).isEqualTo("The execution was cancelled.");
            assertThat(world.names()).containsExactly("before");
            assertThat(new ExecutionHistory(TestStores.in(folder))
                            .find(id)
                            .orElseThrow()
                            .steps())
                    .hasSize(2);
            assertThat(runtime.engine().statistics().unfinished()).isZero();
        }
    }

    @Test
    void branchesThatRunEndTheirStepsBeforeACancelledExecutionEnds() throws Exception {
        try (TestRuntime runtime = runtime("""
                - multicast:
                    parallelProcessing: true
                    steps:
                      - pipeline: { steps: [ { process: { ref: hold } }, { to: "effect:a" } ] }
                      - pipeline: { steps: [ { process: { ref: hold } }, { to: "effect:b" } ] }
                """)) {
            String id = start(runtime);
            held.await();
            workflows(runtime).cancel(id);
            released.countDown();
            assertThat(runtime.outcome(id).status()).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(world.names()).containsExactly("before");
            assertThat(runtime.engine().running()).isZero();
        }
    }

    @Test
    void aSuspendedExecutionIsCancelledAtOnceAndWhoWaitsIsTold() throws Exception {
        try (TestRuntime runtime = runtime("- to: \"workflow:sleep?duration=1h\"")) {
            String id = start(runtime);
            awaitStatus(id, ExecutionStatus.SUSPENDED);
            CompletableFuture<ExecutionOutcome> outcome = workflows(runtime).outcome(id);
            workflows(runtime).cancel(id);
            assertThat(outcome.get(20, TimeUnit.SECONDS).status()).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(status(id)).isEqualTo(ExecutionStatus.CANCELLED);
        }
    }

    @Test
    void aQueuedExecutionIsCancelledBeforeItBegins() throws Exception {
        try (TestRuntime runtime = runtime(HOLD)) {
            start(runtime);
            held.await();
            String second = start(runtime);
            workflows(runtime).cancel(second);
            assertThat(status(second)).isEqualTo(ExecutionStatus.CANCELLED);
            released.countDown();
            await().until(() -> runtime.engine().statistics().unfinished() == 0);
            assertThat(world.names()).containsExactly("before", "after");
        }
    }

    @Test
    void whatHasEndedAndWhatIsNotThereIsRefusedWithASentence() throws Exception {
        released.countDown();
        try (TestRuntime runtime = runtime(HOLD)) {
            String id = start(runtime);
            runtime.completed(id);
            assertThatThrownBy(() -> workflows(runtime).cancel(id))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Execution " + id + " has ended (COMPLETED), so nothing is left to cancel.");
            assertThatThrownBy(() -> workflows(runtime).pause("nonsense"))
                    .hasMessage("There is no execution nonsense.");
            assertThatThrownBy(() -> workflows(runtime).resume(id))
                    .hasMessage("Execution " + id + " is not paused; it is COMPLETED.");
        }
    }

    @Test
    void aPausedExecutionStandsStillOverARestartAndGoesOnWhenItIsResumed() throws Exception {
        String id;
        try (TestRuntime runtime = runtime(HOLD)) {
            id = start(runtime);
            held.await();
            workflows(runtime).pause(id);
            released.countDown();
            awaitStatus(id, ExecutionStatus.PAUSED);
            assertThat(runtime.engine().running()).isZero();
        }
        try (TestRuntime runtime = runtime(HOLD)) {
            assertThat(status(id)).isEqualTo(ExecutionStatus.PAUSED);
            workflows(runtime).resume(id);
            assertThat(runtime.completed(id)).isEqualTo("in/before/after");
            assertThat(world.names()).containsExactly("before", "after");
        }
    }

    @Test
    void aTimerThatRunsOutDuringAPauseIsOverWhenTheExecutionIsResumed() throws Exception {
        try (TestRuntime runtime = runtime("- to: \"workflow:sleep?duration=400ms\"")) {
            String id = start(runtime);
            awaitStatus(id, ExecutionStatus.SUSPENDED);
            workflows(runtime).pause(id);
            await().during(700, TimeUnit.MILLISECONDS).until(() -> status(id) == ExecutionStatus.PAUSED);
            workflows(runtime).resume(id);
            assertThat(runtime.completed(id)).isEqualTo("in/before/after");
        }
    }

    @Test
    void aPauseThatIsTakenBackBeforeItsBorderLosesNothing() throws Exception {
        try (TestRuntime runtime = runtime(HOLD)) {
            String id = start(runtime);
            held.await();
            workflows(runtime).pause(id);
            workflows(runtime).resume(id);
            released.countDown();
            assertThat(runtime.completed(id)).isEqualTo("in/before/after");
            assertThat(world.names()).containsExactly("before", "after");
        }
    }

    @Test
    void aPausedExecutionCanBeCancelled() throws Exception {
        try (TestRuntime runtime = runtime("- to: \"workflow:sleep?duration=1h\"")) {
            String id = start(runtime);
            awaitStatus(id, ExecutionStatus.SUSPENDED);
            workflows(runtime).pause(id);
            workflows(runtime).cancel(id);
            assertThat(status(id)).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(runtime.engine().statistics().unfinished()).isZero();
        }
    }

    @Test
    void aRequestThatACrashCutOffIsCarriedOutAtTheNextStart() throws Exception {
        String id;
        try (TestRuntime runtime = runtime(HOLD)) {
            id = start(runtime);
            held.await();
            runtime.engine().tables().controls().request(id, ControlRequest.CANCEL);
            runtime.kill();
        }
        released.countDown();
        try (TestRuntime runtime = runtime(HOLD)) {
            assertThat(runtime.outcome(id).status()).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(world.names()).containsExactly("before");
        }
    }

    @Test
    void anExecutionThatFailsBeforeItsBorderIsNotTriedAgain() throws Exception {
        try (TestRuntime runtime =
                runtime(HOLD + "\n- throwException: { exceptionType: java.io.IOException, message: x }")) {
            String id = start(runtime);
            held.await();
            workflows(runtime).cancel(id);
            released.countDown();
            assertThat(runtime.outcome(id).status()).isEqualTo(ExecutionStatus.CANCELLED);
        }
    }

    @Test
    void childrenThatBelongToTheirParentAreCancelledWithIt() throws Exception {
        try (TestRuntime runtime = runtime("- to: \"workflow:sleep?duration=1h\"")) {
            String parent = start(runtime);
            awaitStatus(parent, ExecutionStatus.SUSPENDED);
            String child = runtime.start("job", "child", null);
            String free = runtime.start("job", "free", null);
            awaitStatus(child, ExecutionStatus.SUSPENDED);
            awaitStatus(free, ExecutionStatus.SUSPENDED);
            runtime.store()
                    .writer()
                    .await(session -> session.update(
                            "UPDATE execution SET parent_id = ?, cancel_with_parent = CASE WHEN id = ? THEN 1 ELSE 0 END"
                                    + " WHERE id <> ?",
                            parent,
                            child,
                            parent));
            workflows(runtime).cancel(parent);
            assertThat(runtime.outcome(child).status()).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(status(free)).isEqualTo(ExecutionStatus.SUSPENDED);
        }
    }

    @Test
    void anExecutionWhoseTimeIsOverWhileItSleepsIsADeadLetterAndAReplayGivesItTimeAgain() throws Exception {
        try (TestRuntime runtime = runtime("- to: \"workflow:sleep?duration=1h\"", "executionTimeout=300ms")) {
            String id = start(runtime);
            ExecutionOutcome outcome = runtime.outcome(id);
            assertThat(outcome.status()).isEqualTo(ExecutionStatus.DEAD_LETTER);
            assertThat(outcome.failure().className()).isEqualTo(ExecutionTimedOutException.class.getName());
            assertThat(outcome.failure().message()).contains("executionTimeout");
            assertThat(runtime.engine().replay(id)).isTrue();
            awaitStatus(id, ExecutionStatus.SUSPENDED);
            awaitStatus(id, ExecutionStatus.DEAD_LETTER);
        }
    }

    @Test
    void theTimeOfAnExecutionRunsOnOverARestartAndWhileItWaitsForItsNextAttempt() throws Exception {
        String step = "- throwException: { exceptionType: java.io.IOException, message: x }";
        String id;
        try (TestRuntime runtime = runtime(step, "executionTimeout=2s&backoff=1h")) {
            id = start(runtime);
            awaitStatus(id, ExecutionStatus.QUEUED);
        }
        try (TestRuntime runtime = runtime(step, "executionTimeout=2s&backoff=1h")) {
            assertThat(runtime.outcome(id).failure().className()).isEqualTo(ExecutionTimedOutException.class.getName());
        }
    }

    @Test
    void anExecutionThatIsPausedKeepsUntilItIsResumedThenItsTimeIsOver() throws Exception {
        try (TestRuntime runtime = runtime("- to: \"workflow:sleep?duration=1h\"", "executionTimeout=1s")) {
            String id = start(runtime);
            awaitStatus(id, ExecutionStatus.SUSPENDED);
            workflows(runtime).pause(id);
            await().during(Duration.ofMillis(1_200)).until(() -> status(id) == ExecutionStatus.PAUSED);
            workflows(runtime).resume(id);
            awaitStatus(id, ExecutionStatus.DEAD_LETTER);
        }
    }

    private void awaitStatus(String id, ExecutionStatus status) {
        await().atMost(Duration.ofSeconds(20)).until(() -> status(id) == status);
    }

    private ExecutionStatus status(String id) {
        return summary(id).status();
    }

    private ExecutionSummary summary(String id) {
        return new ExecutionHistory(TestStores.in(folder))
                .find(id)
                .orElseThrow()
                .summary();
    }

    private static Workflows workflows(TestRuntime runtime) {
        return Workflows.of(runtime.context());
    }

    private static String start(TestRuntime runtime) {
        return workflows(runtime)
                .start("job")
                .body("in")
                .concurrencyKey("one")
                .execute()
                .id();
    }

    private TestRuntime runtime(String step) throws Exception {
        return runtime(step, "attempts=4");
    }

    private TestRuntime runtime(String step, String options) throws Exception {
        world.liveAgain();
        return new TestRuntime(folder, world)
                .bind("hold", (Processor) exchange -> {
                    held.countDown();
                    released.await(20, TimeUnit.SECONDS);
                })
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job?%s
                              steps:
                                - to: "effect:before"
                        %s
                                - to: "effect:after"
                        """.formatted(options, step.indent(8).stripTrailing()))
                .start();
    }
}

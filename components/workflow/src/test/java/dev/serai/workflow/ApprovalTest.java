/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.workflow.engine.ExecutionOutcome;
import dev.serai.workflow.value.Decision;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ApprovalTest {

    private static final String SHOWN = "- setBody: { simple: \"${body} ${header.CamelSeraiApproved}"
            + " ${header.CamelSeraiDecidedBy} ${header.CamelSeraiDecisionComment} ${header.CamelSeraiTimedOut}\" }";

    @TempDir
    Path folder;

    private final World world = new World();
    private WaitingRuntime waiting;

    @BeforeEach
    void prepare() {
        waiting = new WaitingRuntime(folder, world);
    }

    @Test
    void somebodyApprovesOnce() throws Exception {
        try (TestRuntime runtime = waiting.start(
                "- to: \"workflow:approval?title=Refund of ${header.amount}&approvers=ada, ben\"\n" + SHOWN)) {
            String id = runtime.start("job", "in", Map.of("amount", 12), null);
            waiting.awaitSuspended(runtime, id);
            String approval = approval(runtime, id, "Refund of 12");
            assertThatThrownBy(() -> decide(runtime, approval, true, "carl", null))
                    .hasMessageContaining("Approval " + approval + " can be decided by ada, ben, not by 'carl'.");
            assertThatThrownBy(() -> decide(runtime, "nothing", true, "ada", null))
                    .hasMessageContaining("There is no approval nothing.");
            assertThat(decide(runtime, approval, true, "ben", "fine")).isEqualTo(id);
            assertThatThrownBy(() -> decide(runtime, approval, false, "ada", null))
                    .hasRootCauseInstanceOf(SignalRefusedException.class)
                    .hasMessageContaining("was decided before: approved by ben at ")
                    .hasMessageContaining("(fine)");
            assertThat(runtime.completed(id)).isEqualTo("in/before true ben fine false/after");
        }
    }

    @Test
    void aRejectionFailsForGoodAndAReplayAsksAgain() throws Exception {
        try (TestRuntime runtime = waiting.start("- to: \"workflow:approval?title=Refund\"")) {
            String id = runtime.start("job", "in", null);
            waiting.awaitSuspended(runtime, id);
            String first = approval(runtime, id, "Refund");
            decide(runtime, first, false, "ada", "too much");
            ExecutionOutcome outcome = runtime.outcome(id);
            assertThat(outcome.failure().className()).isEqualTo(ApprovalRejectedException.class.getName());
            assertThat(outcome.failure().message())
                    .contains("Approval " + first + " was rejected by ada at ")
                    .endsWith("(too much).");
            runtime.engine().replay(id);
            waiting.awaitSuspended(runtime, id);
            String second = approval(runtime, id, "Refund");
            assertThat(second).isNotEqualTo(first);
            decide(runtime, second, true, "ada", null);
            assertThat(runtime.completed(id)).isEqualTo("in/before/after");
            assertThat(world.names()).containsExactly("before", "after");
        }
    }

    @Test
    void aRejectionMayBeAValue() throws Exception {
        try (TestRuntime runtime =
                waiting.start("- to: \"workflow:approval?title=Refund&onReject=continue\"\n" + SHOWN)) {
            String id = runtime.start("job", "in", null);
            waiting.awaitSuspended(runtime, id);
            decide(runtime, approval(runtime, id, "Refund"), false, "ada", null);
            assertThat(runtime.completed(id)).isEqualTo("in/before false ada  false/after");
        }
    }

    @Test
    void nobodyDecides() throws Exception {
        try (TestRuntime runtime = waiting.start("""
                - to: "workflow:approval?title=First&timeout=30ms&onTimeout=continue"
                - to: "effect:first"
                - to: "workflow:approval?title=Second&timeout=30ms"
                """)) {
            String id = runtime.start("job", "in", null);
            assertThat(runtime.outcome(id).failure().className()).isEqualTo(WaitTimedOutException.class.getName());
            assertThat(world.names()).containsExactly("before", "first");
        }
    }

    @Test
    void aDecisionThatComesTooLateIsRefused() throws Exception {
        try (TestRuntime runtime =
                waiting.start("- to: \"workflow:approval?title=T&timeout=300ms&onTimeout=continue\"")) {
            String id = runtime.start("job", "in", null);
            waiting.awaitSuspended(runtime, id);
            String approval = approval(runtime, id, "T");
            runtime.completed(id);
            assertThatThrownBy(() -> decide(runtime, approval, true, "ada", null))
                    .hasMessageContaining("Approval " + approval + " is over");
        }
    }

    @Test
    void twoApprovalsSideBySideEachGetTheirOwn() throws Exception {
        try (TestRuntime runtime = waiting.start("""
                - multicast:
                    parallelProcessing: true
                    steps:
                      - pipeline:
                          steps:
                            - to: "workflow:approval?title=A"
                            - to: "effect:a"
                      - pipeline:
                          steps:
                            - to: "workflow:approval?title=B"
                            - to: "effect:b"
                """)) {
            String id = runtime.start("job", "in", null);
            waiting.awaitSuspended(runtime, id);
            decide(runtime, approval(runtime, id, "B"), true, "ada", null);
            org.awaitility.Awaitility.await().until(() -> world.names().contains("b"));
            assertThat(world.names()).doesNotContain("a");
            decide(runtime, approval(runtime, id, "A"), true, "ada", null);
            runtime.completed(id);
            assertThat(world.names()).containsExactly("before", "b", "a", "after");
        }
    }

    private static String approval(TestRuntime runtime, String id, String title) {
        return runtime.store()
                .read()
                .fetchOne("SELECT subject FROM step_wait WHERE execution_id = ? AND title = ?", id, title)
                .get(0, String.class);
    }

    private static String decide(TestRuntime runtime, String approval, boolean approved, String by, String comment)
            throws Exception {
        return runtime.engine()
                .approvals()
                .decide(approval, new Decision(approved, by, Instant.now(), comment))
                .get(20, TimeUnit.SECONDS);
    }
}

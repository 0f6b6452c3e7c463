/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DelayTest {

    private static final long AN_HOUR = 3_600_000;

    @TempDir
    Path folder;

    private final World world = new World();
    private WaitingRuntime waiting;

    @BeforeEach
    void prepare() {
        waiting = new WaitingRuntime(folder, world);
    }

    @Test
    void aShortDelayStaysInMemoryAndIsRecorded() throws Exception {
        try (TestRuntime runtime = waiting.start("- delay: { constant: 30 }\n- to: \"workflow:await?signal=go\"")) {
            String id = runtime.start("job", "in", null);
            waiting.awaitSuspended(runtime, id);
            assertThat(waits(runtime, id)).isOne();
            assertThat(runtime.store()
                            .read()
                            .fetchOne(
                                    "SELECT count(*) FROM step_record WHERE execution_id = ? AND step LIKE '%delay1@1'",
                                    id)
                            .get(0, Integer.class))
                    .isOne();
            WaitingRuntime.send(runtime, id, "go", "x");
            assertThat(runtime.completed(id)).isEqualTo("x/after");
        }
    }

    @Test
    void aDelayBeyondASecondIsATimerWhoseTimeTheFirstArrivalDecides() throws Exception {
        String step = "- delay: { simple: \"{{delay}}\", asyncDelayed: \"false\" }";
        String id;
        long dueAt;
        try (TestRuntime runtime = runtime(WaitingRuntime.yaml(step, ""), 1_500)) {
            id = runtime.start("job", "in", null);
            waiting.awaitSuspended(runtime, id);
            dueAt = dueAt(runtime, id);
            assertThat(dueAt - since(runtime, id)).isBetween(1_000L, 1_500L);
            runtime.kill();
        }
        try (TestRuntime runtime = runtime(WaitingRuntime.yaml(step, ""), AN_HOUR)) {
            assertThat(runtime.completed(id)).isEqualTo("in/before/after");
            assertThat(world.names()).containsExactly("before", "after");
            assertThat(dueAt(runtime, id)).isEqualTo(dueAt);
        }
    }

    @Test
    void aDelayThatIsRecordedIsNotWaitedForAgain() throws Exception {
        String route =
                WaitingRuntime.yaml("- delay: { constant: \"{{delay}}\" }\n- to: \"workflow:await?signal=go\"", "");
        waitsNotAgain(route, "before", "after");
    }

    @Test
    void aReplayDoesNotWaitBetweenRedeliveriesThatAreRecorded() throws Exception {
        String handler = """
                - onException:
                    exception: [java.io.IOException]
                    redeliveryPolicy: { maximumRedeliveries: 3, redeliveryDelay: "{{delay}}" }
                """;
        String steps = "- to: \"effect:flaky?failTimes=2\"\n- to: \"workflow:await?signal=go\"";
        waitsNotAgain(handler + WaitingRuntime.yaml(steps, ""), "before", "flaky", "after");
    }

    @Test
    void norBetweenThoseOfACallOrOfASplitOrBeforeAHandler() throws Exception {
        String handler = """
                - onException:
                    exception: [java.io.IOException]
                    redeliveryPolicy: { maximumRedeliveries: 1, redeliveryDelay: "{{delay}}" }
                    continued: { constant: { expression: "true" } }
                """;
        String steps = """
                - to: "direct:calls"
                - split:
                    simple: "1,2"
                    delimiter: ","
                    shareUnitOfWork: true
                    steps:
                      - to: "effect:twice?failTimes=1"
                - throwException: { exceptionType: java.io.IOException, message: always }
                - to: "workflow:await?signal=go"
                """;
        String called = """
                - route:
                    id: calls
                    errorHandler: { noErrorHandler: {} }
                    from: { uri: "direct:calls", steps: [ { to: "effect:called?failTimes=1" } ] }
                """;
        waitsNotAgain(handler + WaitingRuntime.yaml(steps, called), "before", "called", "twice", "twice", "after");
    }

    /** Runs a route until it waits, and on from there in a runtime where each delay would take an hour. */
    private void waitsNotAgain(String route, String... effects) throws Exception {
        String id;
        try (TestRuntime runtime = runtime(route, 1)) {
            id = runtime.start("job", "in", null);
            waiting.awaitSuspended(runtime, id);
            runtime.kill();
        }
        try (TestRuntime runtime = runtime(route, AN_HOUR)) {
            WaitingRuntime.send(runtime, id, "go", "x");
            assertThat(runtime.completed(id)).isEqualTo("x/after");
            assertThat(world.names()).containsExactly(effects);
        }
    }

    private TestRuntime runtime(String route, long delay) throws Exception {
        world.liveAgain();
        TestRuntime runtime = new TestRuntime(folder, world);
        runtime.context().getPropertiesComponent().addInitialProperty("delay", "" + delay);
        return runtime.yaml("job.camel.yaml", route).start();
    }

    @Test
    void aDelayOfNothingGoesOn() throws Exception {
        try (TestRuntime runtime = waiting.start("- delay: { simple: \"${header.none}\" }\n- delay: { constant: 0 }")) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in/before/after");
        }
    }

    private static int waits(TestRuntime runtime, String id) {
        return runtime.store()
                .read()
                .fetchOne("SELECT count(*) FROM step_wait WHERE execution_id = ?", id)
                .get(0, Integer.class);
    }

    private static long since(TestRuntime runtime, String id) {
        return runtime.store()
                .read()
                .fetchOne("SELECT since FROM step_wait WHERE execution_id = ?", id)
                .get(0, Long.class);
    }

    private static long dueAt(TestRuntime runtime, String id) {
        return runtime.store()
                .read()
                .fetchOne("SELECT due_at FROM step_wait WHERE execution_id = ?", id)
                .get(0, Long.class);
    }
}

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
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflows of an application that are written with lambdas and come from no file. */
class LambdaTest {

    @TempDir
    Path folder;

    private final World world = new World();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void aLambdaIsRecordedAndTheVersionIsTheSameInTheNextProcess() throws Exception {
        world.dieAt(3);
        String id;
        try (TestRuntime runtime = start()) {
            id = runtime.start("job", "in", null);
            assertThat(world.death().await(20, TimeUnit.SECONDS)).isTrue();
            runtime.kill();
        }
        world.liveAgain();
        try (TestRuntime runtime = start()) {
            assertThat(runtime.completed(id)).isEqualTo("call 1/one/two");
        }
        assertThat(calls).hasValue(1);
        assertThat(new ExecutionHistory(TestStores.in(folder))
                        .find(id)
                        .orElseThrow()
                        .steps())
                .extracting(StepSummary::step)
                .containsExactly("job/setBody1@1", "job/process1@1", "job/to1@1", "job/to2@1");
    }

    private TestRuntime start() throws Exception {
        return new TestRuntime(folder, world)
                .routes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("workflow:job")
                                .routeId("job")
                                .setBody(exchange -> "call " + calls.incrementAndGet())
                                .process(exchange -> exchange.setVariable("seen", true))
                                .to("effect:one")
                                .to("effect:two");
                    }
                })
                .start();
    }
}

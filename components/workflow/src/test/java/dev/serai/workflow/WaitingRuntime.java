/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.journal.Addressee;
import dev.serai.workflow.journal.ExecutionStatus;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs a workflow {@code job} with an effect before and after the step under test, on a store that outlives it. */
final class WaitingRuntime {

    private final Path folder;
    private final World world;

    WaitingRuntime(Path folder, World world) {
        this.folder = folder;
        this.world = world;
    }

    TestRuntime start(String step) throws Exception {
        return start(step, "");
    }

    /** @param routes more routes, as YAML */
    TestRuntime start(String step, String routes) throws Exception {
        world.liveAgain();
        return new TestRuntime(folder, world)
                .yaml("job.camel.yaml", yaml(step, routes))
                .start();
    }

    static String yaml(String step, String routes) {
        return """
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      parameters: { attempts: 2, backoff: 10ms }
                      steps:
                        - to: "effect:before"
                %s
                        - to: "effect:after"
                %s
                """.formatted(step.indent(8).stripTrailing(), routes.stripTrailing());
    }

    ExecutionStatus status(String id) {
        return new ExecutionHistory(TestStores.in(folder))
                .find(id)
                .orElseThrow()
                .summary()
                .status();
    }

    void awaitSuspended(TestRuntime runtime, String id) {
        await().until(() ->
                status(id) == ExecutionStatus.SUSPENDED && runtime.engine().running() == 0);
    }

    static void send(TestRuntime runtime, String id, String name, Object body) throws Exception {
        String got =
                runtime.engine().signal(Addressee.execution(id), name, body).get(20, TimeUnit.SECONDS);
        assertThat(got).isEqualTo(id);
    }
}

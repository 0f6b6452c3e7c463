/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.ResourceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that a workflow reaches belongs to its version. */
class VersionReachTest {

    private static final String JOB = """
            - onException:
                exception: [ java.lang.IllegalStateException ]
                handled: { constant: "true" }
                steps:
                  - to: { id: caught, uri: "effect:caught1" }
            - route:
                id: job
                from:
                  uri: workflow:job?attempts=1
                  steps:
                    - to: { id: begin, uri: "effect:begin1" }
                    - to: "workflow:sleep?duration=1h"
                    - toD: "direct:sub-${header.kind}"
                    - to: "kamelet:note?word=hello"
                    - choice:
                        id: which
                        when:
                          - id: one
                            simple: "${body} contains 'fail'"
                            steps:
                              - throwException: { exceptionType: java.lang.IllegalStateException, message: no }
                        otherwise:
                          steps:
                            - throwException: { exceptionType: java.lang.IllegalArgumentException, message: no }
            """;

    private static final String SUB = """
            - route:
                id: sub
                from:
                  uri: direct:sub-a
                  steps:
                    - to: { id: part, uri: "effect:sub1" }
            """;

    private static final String AROUND = """
            - routeConfiguration:
                onException:
                  - onException:
                      exception: [ java.lang.IllegalArgumentException ]
                      handled: { constant: "true" }
                      steps:
                        - to: { id: around, uri: "effect:around1" }
            """;

    private static final String NOTE = """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: note
            spec:
              definition:
                properties:
                  word: { title: Word, type: string }
              template:
                from:
                  uri: kamelet:source
                  steps:
                    - to: "effect:note1-{{word}}"
            """;

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void anExecutionGoesOnWithAllOfItsVersionAfterARestart() throws Exception {
        String[] old;
        try (TestRuntime runtime = start("1")) {
            old = startBoth(runtime, "old");
        }
        try (TestRuntime runtime = start("2")) {
            String[] current = startBoth(runtime, "new");
            goOn(runtime);
            completed(runtime, old, "old", "1");
            completed(runtime, current, "new", "2");
        }
    }

    @Test
    void anExecutionGoesOnWithAllOfItsVersionAfterAReload() throws Exception {
        try (TestRuntime runtime = start("1")) {
            String[] old = startBoth(runtime, "old");
            for (Resource file : files("2")) {
                assertThat(WorkflowDefinitions.of(runtime.context()).reload(List.of(file)))
                        .as("a change of %s", file.getLocation())
                        .containsExactly("job");
            }
            String[] current = startBoth(runtime, "new");
            goOn(runtime);
            completed(runtime, old, "old", "1");
            completed(runtime, current, "new", "2");
        }
    }

    private String[] startBoth(TestRuntime runtime, String name) {
        int before = suspended(runtime);
        String[] ids = {
            runtime.start("job", name + "-fail", Map.of("kind", "a"), null),
            runtime.start("job", name, Map.of("kind", "a"), null)
        };
        await().until(() -> suspended(runtime) == before + 2);
        return ids;
    }

    private void completed(TestRuntime runtime, String[] ids, String name, String version) {
        String way = "/begin%s/sub%s/note%s-hello/".formatted(version, version, version);
        assertThat(runtime.completed(ids[0])).isEqualTo(name + "-fail" + way + "caught" + version);
        assertThat(runtime.completed(ids[1])).isEqualTo(name + way + "around" + version);
    }

    private static int suspended(TestRuntime runtime) {
        return runtime.store()
                .read()
                .fetchOne("SELECT count(*) FROM execution WHERE status = 'SUSPENDED'")
                .get(0, Integer.class);
    }

    @Test
    void aFileIsReadAsOftenForManyRoutesAsForOne(@TempDir Path other) throws Exception {
        assertThat(timesRead(other, 30)).isEqualTo(timesRead(folder, 1));
    }

    /** How often Camel and the engine open a file with a workflow and the routes that it calls, until it is defined. */
    private int timesRead(Path store, int routes) throws Exception {
        StringBuilder yaml = new StringBuilder("- route: { id: many, from: { uri: 'workflow:many', steps: [");
        for (int i = 0; i < routes; i++) {
            yaml.append("{ to: 'direct:part").append(i).append("' },");
        }
        yaml.append("] } }\n");
        for (int i = 0; i < routes; i++) {
            yaml.append("- from: { uri: 'direct:part").append(i).append("', steps: [ { log: done } ] }\n");
        }
        AtomicInteger reads = new AtomicInteger();
        Resource counted = new ResourceSupport("mem", "many.camel.yaml") {
            @Override
            public boolean exists() {
                return true;
            }

            @Override
            public InputStream getInputStream() {
                reads.incrementAndGet();
                return new ByteArrayInputStream(yaml.toString().getBytes(StandardCharsets.UTF_8));
            }
        };
        try (TestRuntime runtime = new TestRuntime(store, world)) {
            PluginHelper.getRoutesLoader(runtime.context()).loadRoutes(counted);
            runtime.start();
            assertThat(runtime.engine().versions().defined("many")).isPresent();
        }
        return reads.get();
    }

    private static void goOn(TestRuntime runtime) {
        runtime.store().writer().await(session -> session.update("UPDATE step_wait SET due_at = 1"));
        runtime.store().writer().await(session -> session.update("UPDATE execution SET due_at = 1"));
        runtime.engine().lookForWork();
    }

    private TestRuntime start(String version) throws Exception {
        TestRuntime runtime = new TestRuntime(folder, world);
        WorkflowDefinitions.of(runtime.context()).load(files(version));
        return runtime.start();
    }

    private static List<Resource> files(String version) {
        List<Resource> files = new ArrayList<>();
        files.add(file("around.camel.yaml", AROUND.replace("around1", "around" + version)));
        files.add(file(
                "job.camel.yaml", JOB.replace("begin1", "begin" + version).replace("caught1", "caught" + version)));
        files.add(file("sub.camel.yaml", SUB.replace("sub1", "sub" + version)));
        files.add(file("note.kamelet.yaml", NOTE.replace("note1", "note" + version)));
        return files;
    }

    private static Resource file(String name, String text) {
        return ResourceHelper.fromString(name, text);
    }
}

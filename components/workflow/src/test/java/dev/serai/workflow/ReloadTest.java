/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.version.DefinedFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {

    private static final String JOB = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  parameters: { maxConcurrent: 8 }
                  steps:
                    - to: { id: first, uri: "effect:one1?async=true" }
                    - to: "direct:sub"
                    - to: "effect:three1"
            """;

    private static final String SUB = """
            - route:
                id: sub
                from:
                  uri: direct:sub
                  steps:
                    - to: { id: second, uri: "effect:two1" }
            """;

    private static final String TRIGGER = """
            - route:
                id: trigger
                from:
                  uri: direct:trigger
                  steps:
                    - transform: { simple: "${body}-a" }
                    - to: "workflow:job?wait=true"
            """;

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void newExecutionsGetTheNewVersionAndThoseUnderWayGoOnWithTheirs() throws Exception {
        String waiting =
                JOB.replace("to: \"direct:sub\"", "to: \"workflow:sleep?duration=1h\"\n        - to: \"direct:sub\"");
        try (TestRuntime runtime = start(file("job", waiting), file("sub", SUB))) {
            String old = runtime.start("job", "old", null);
            await().until(() -> world.names().contains("one1"));
            awaitSuspended(runtime);

            assertThat(reload(runtime, file("sub", SUB.replace("two1", "two2"))))
                    .containsExactly("job");
            assertThat(reload(runtime, file("job", JOB.replace("three1", "three2"))))
                    .containsExactly("job");

            assertThat(runtime.completed(runtime.start("job", "new", null))).isEqualTo("new/one1/two2/three2");
            endTheWait(runtime);
            assertThat(runtime.completed(old)).isEqualTo("old/one1/two1/three1");
        }
    }

    @Test
    void aPausedExecutionKeepsItsVersionOverARestart() throws Exception {
        String waiting =
                JOB.replace("to: \"direct:sub\"", "to: \"workflow:sleep?duration=1h\"\n        - to: \"direct:sub\"");
        String old;
        try (TestRuntime runtime = start(file("job", waiting), file("sub", SUB))) {
            old = runtime.start("job", "old", null);
            awaitSuspended(runtime);
            assertThat(runtime.engine().control().pause(old)).isEmpty();
        }
        try (TestRuntime runtime = start(file("job", JOB), file("sub", SUB.replace("two1", "two2")))) {
            endTheWait(runtime);
            assertThat(runtime.engine().control().resume(old)).isEmpty();
            assertThat(runtime.completed(old)).isEqualTo("old/one1/two1/three1");
        }
    }

    @Test
    void aTriggerIsReplacedAndARouteThatIsTheSameGoesOn() throws Exception {
        try (TestRuntime runtime = start(file("job", JOB + TRIGGER), file("sub", SUB))) {
            var same = runtime.context().getRoute("sub");
            assertThat(ask(runtime)).isEqualTo("x-a/one1/two1/three1");
            assertThat(reload(runtime, file("job", JOB + TRIGGER.replace("-a", "-b"))))
                    .as("a trigger is no part of the workflow beside it")
                    .isEmpty();
            assertThat(ask(runtime)).isEqualTo("x-b/one1/two1/three1");
            assertThat(runtime.context().getRoute("sub")).isSameAs(same);

            reload(runtime, file("job", JOB));
            assertThat(runtime.context().getRoute("trigger")).isNull();
        }
    }

    @Test
    void aFileThatCannotBeLoadedChangesNothing() throws Exception {
        try (TestRuntime runtime = start(file("job", JOB + TRIGGER), file("sub", SUB))) {
            int routes = runtime.context().getRoutesSize();
            String changed = JOB.replace("one1", "one2") + TRIGGER.replace("-a", "-b");
            for (Map.Entry<String, String> wrong : Map.of(
                            "effect:three1", "no-such-component:x",
                            "to: \"workflow:job?wait=true\"", "to: \"no-such-component:y\"",
                            "- route:", "- rute:",
                            "effect:one2", "direct:sub?nonsense=1")
                    .entrySet()) {
                assertThatThrownBy(
                                () -> reload(runtime, file("job", changed.replace(wrong.getKey(), wrong.getValue()))))
                        .isInstanceOf(ReloadException.class)
                        .hasMessageStartingWith("Nothing was reloaded: ");
                assertThat(ask(runtime)).isEqualTo("x-a/one1/two1/three1");
                assertThat(runtime.context().getRoutesSize()).isEqualTo(routes);
            }
        }
    }

    @Test
    void aWorkflowThatIsInNoFileAnyMoreRefusesNewExecutionsAndFinishesItsOwn() throws Exception {
        String waiting = JOB.replace("to: \"direct:sub\"", "to: \"workflow:sleep?duration=1h\"");
        try (TestRuntime runtime = start(file("job", waiting), file("sub", SUB))) {
            String old = runtime.start("job", "old", null);
            awaitSuspended(runtime);
            reload(runtime, file("job", TRIGGER));
            assertThatThrownBy(() -> runtime.start("job", "new", null))
                    .hasMessageContaining("There is no workflow 'job'");
            endTheWait(runtime);
            assertThat(runtime.completed(old)).isEqualTo("old/one1/three1");
        }
    }

    @Test
    void beansAreNeitherReadAgainNorReplaced() throws Exception {
        String beans = "- beans:\n    - { name: note, type: java.lang.StringBuilder }\n";
        try (TestRuntime runtime = start(file("job", beans + JOB), file("sub", SUB))) {
            Object note = runtime.context().getRegistry().lookupByName("note");
            assertThat(reload(runtime, file("job", beans + JOB.replace("one1", "one2"))))
                    .containsExactly("job");
            assertThat(runtime.context().getRegistry().lookupByName("note"))
                    .isSameAs(note)
                    .isNotNull();
            assertThatThrownBy(() -> reload(runtime, file("job", beans.replace("Builder", "Buffer") + JOB)))
                    .hasMessageContaining("In job.camel.yaml a bean")
                    .hasMessageContaining("Restart to apply it.");
        }
    }

    @Test
    void twoDefinitionsWithTheSameTextAreOneVersionWhereverTheyLie() throws Exception {
        try (TestRuntime runtime = start(file("job", JOB), file("sub", SUB), file("trigger", TRIGGER))) {
            DefinedFiles apart = DefinedFiles.none(runtime.context())
                    .with(List.of(file("job", JOB), file("sub", SUB), file("trigger", TRIGGER)));
            DefinedFiles together = DefinedFiles.none(runtime.context())
                    .with(List.of(file("all", "# all of it\n" + SUB + "\n# the workflow\n" + TRIGGER + JOB)));
            DefinedFiles other = DefinedFiles.none(runtime.context())
                    .with(List.of(file("job", JOB), file("sub", SUB.replace("two1", "two2"))));
            String version = apart.workflows().get("job").version();
            assertThat(together.workflows().get("job").version()).isEqualTo(version);
            assertThat(other.workflows().get("job").version()).isNotEqualTo(version);
        }
    }

    @Test
    void changesUnderSteadyTrafficLoseNothingAndMixNothing() throws Exception {
        changeUnderTraffic(20);
    }

    @Test
    @Tag("thorough")
    void twoHundredChangesUnderSteadyTraffic() throws Exception {
        changeUnderTraffic(200);
    }

    private void changeUnderTraffic(int changes) throws Exception {
        try (TestRuntime runtime = start(file("job", version(0, JOB)), file("sub", version(0, SUB)))) {
            List<String> ids = new ArrayList<>();
            int endpoints = runtime.context().getEndpointRegistry().size();
            int routes = runtime.context().getRoutesSize();
            for (int change = 1; change <= changes; change++) {
                for (int i = 0; i < 5; i++) {
                    ids.add(runtime.start("job", "b" + ids.size(), null));
                }
                reload(runtime, file("job", version(change, JOB)), file("sub", version(change, SUB)));
            }
            for (int i = 0; i < ids.size(); i++) {
                int version = i / 5;
                assertThat(runtime.completed(ids.get(i)))
                        .isEqualTo("b%d/one%d/two%d/three%d".formatted(i, version, version, version));
            }
            assertThat(world.counts().values()).allMatch(count -> count == 1);
            await().atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(
                            () -> assertThat(runtime.context().getRoutesSize()).isEqualTo(routes));
            assertThat(runtime.context().getEndpointRegistry().size()).isLessThanOrEqualTo(endpoints + 3);
            assertThat(runtime.context()
                            .getCamelContextExtension()
                            .getContextPlugin(Model.class)
                            .getRouteDefinitions())
                    .hasSize(routes);
        }
    }

    /** Camel holds its model's lock while routes are added or taken away, and calls the engine meanwhile. */
    @Test
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anApplicationMayAddRoutesWhileFilesAreReloaded() throws Exception {
        try (TestRuntime runtime = start(file("job", JOB), file("sub", SUB))) {
            AtomicBoolean ended = new AtomicBoolean();
            var adding = CompletableFuture.runAsync(() -> {
                for (int i = 0; !ended.get(); i++) {
                    addAndRemove(runtime, i);
                }
            });
            var reloading = CompletableFuture.runAsync(() -> {
                for (int change = 1; change <= 40; change++) {
                    reload(runtime, file("job", version(change, JOB + TRIGGER)), file("sub", version(change, SUB)));
                }
            });
            try {
                reloading.get(60, TimeUnit.SECONDS);
            } finally {
                ended.set(true);
            }
            adding.get(20, TimeUnit.SECONDS);
            assertThat(ask(runtime)).isEqualTo("x-a/one40/two40/three40");
        }
    }

    private static void addAndRemove(TestRuntime runtime, int number) {
        try {
            runtime.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("workflow:added" + number).routeId("added" + number).to("effect:four" + number);
                    from("direct:added" + number).routeId("plain" + number).to("workflow:added" + number);
                }
            });
            for (String id : List.of("plain" + number, "added" + number)) {
                runtime.context().getRouteController().stopRoute(id);
                runtime.context().removeRoute(id);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String version(int number, String text) {
        return text.replace("one1", "one" + number)
                .replace("two1", "two" + number)
                .replace("three1", "three" + number);
    }

    private static void awaitSuspended(TestRuntime runtime) {
        await().until(() -> runtime.store()
                        .read()
                        .fetchOne("SELECT count(*) FROM execution WHERE status = 'SUSPENDED'")
                        .get(0, Integer.class)
                == 1);
    }

    /** The replay of any execution makes the engine look for what is due. */
    private static void endTheWait(TestRuntime runtime) {
        runtime.store().writer().await(session -> session.update("UPDATE step_wait SET due_at = 1"));
        runtime.store().writer().await(session -> session.update("UPDATE execution SET due_at = 1"));
        runtime.engine().lookForWork();
    }

    private static Object ask(TestRuntime runtime) {
        return runtime.context().createProducerTemplate().requestBody("direct:trigger", "x");
    }

    private static Resource file(String name, String text) {
        return ResourceHelper.fromString(name + ".camel.yaml", text);
    }

    private Set<String> reload(TestRuntime runtime, Resource... files) {
        return WorkflowDefinitions.of(runtime.context()).reload(List.of(files));
    }

    private TestRuntime start(Resource... files) throws Exception {
        TestRuntime runtime = new TestRuntime(folder, world);
        WorkflowDefinitions.of(runtime.context()).load(List.of(files));
        return runtime.start();
    }
}

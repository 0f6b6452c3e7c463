/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.workflow.history.ChangedClass;
import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.VersionSummary;
import dev.serai.workflow.history.WorkflowVersions;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangedClassTest {

    private static final String[] NAMES = {
        "ByRef", "ByType", "InExpression", "InAddress", "InSimple", "InTemplate", "Strategy", "Processing", "Unused"
    };

    private static final String ROUTES = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  steps:
                    - bean: { ref: byRef, method: next }
                    - bean: { beanType: acme.ByType, method: next }
                    - setBody: { method: { beanType: acme.InExpression, method: next } }
                    - to: "bean:inAddress?method=next"
                    - setBody: { simple: "${bean:inSimple?method=next}" }
                    - process: { ref: processing }
                    - to: "kamelet:priced"
                    - split:
                        tokenize: { token: "," }
                        aggregationStrategy: "#class:acme.Strategy"
                        steps: [ { log: one } ]
                    - to: "effect:last"
            - routeTemplate:
                id: priced
                from: { uri: "kamelet:source", steps: [ { bean: { ref: inTemplate, method: next } } ] }
            """;

    @TempDir
    private Path folder;

    private final World world = new World();

    @Test
    void anExecutionThatIsUnderWaySaysWhichOfItsClassesAreOthersNow() throws Exception {
        world.dieAt(1);
        Instant before = Instant.now();
        String id;
        try (TestRuntime runtime = start("first", "a")) {
            id = runtime.start("job", "in", null);
            assertThat(world.death().await(20, TimeUnit.SECONDS)).isTrue();
            runtime.kill();
        }
        assertThat(changedClassesOf(id)).isEmpty();
        assertThat(version().changedClasses()).isEmpty();
        world.liveAgain();
        world.dieAt(1);
        try (TestRuntime runtime = start("second", "b")) {
            assertThat(world.death().await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(changedClassesOf(id))
                    .extracting(ChangedClass::name)
                    .containsExactly(
                            "acme.Base",
                            "acme.ByRef",
                            "acme.ByType",
                            "acme.InAddress",
                            "acme.InExpression",
                            "acme.InSimple",
                            "acme.InTemplate",
                            "acme.Processing",
                            "acme.Strategy");
            assertThat(changedClassesOf(id))
                    .allSatisfy(changed -> assertThat(changed.at()).isBetween(before, Instant.now()));
            assertThat(version().changedClasses()).hasSize(9);
            runtime.kill();
        }
        world.liveAgain();
        try (TestRuntime runtime = start("third", "b")) {
            runtime.completed(id);
            assertThat(changedClassesOf(id)).hasSize(9);
            assertThat(version().changedClasses()).isEmpty();
            String later = runtime.start("job", "in", null);
            runtime.completed(later);
            assertThat(changedClassesOf(later)).isEmpty();
        }
    }

    private List<ChangedClass> changedClassesOf(String id) {
        return new ExecutionHistory(TestStores.in(folder))
                .find(id)
                .orElseThrow()
                .changedClasses();
    }

    private VersionSummary version() {
        return new WorkflowVersions(TestStores.in(folder)).of("job").get(0);
    }

    private TestRuntime start(String name, String text) throws Exception {
        ClassLoader classes = compiled(Files.createDirectory(folder.resolve(name)), text);
        TestRuntime runtime = new TestRuntime(folder, world);
        DefaultCamelContext context = runtime.context();
        context.setApplicationContextClassLoader(classes);
        for (String bean : List.of("ByRef", "InAddress", "InSimple", "InTemplate", "Processing")) {
            runtime.bind(
                    Character.toLowerCase(bean.charAt(0)) + bean.substring(1),
                    classes.loadClass("acme." + bean).getConstructor().newInstance());
        }
        return runtime.yaml("job.camel.yaml", ROUTES).start();
    }

    private static ClassLoader compiled(Path sources, String text) throws Exception {
        write(
                sources,
                "Base",
                "public class Base { public String next(String body) { return body + \"" + text + "\"; } }");
        for (String name : NAMES) {
            write(
                    sources,
                    name,
                    "public class " + name + " extends Base { public String toString() { return \"" + text + "\"; } }");
        }
        write(sources, "Processing", """
                import org.apache.camel.*;
                public class Processing implements Processor { public void process(Exchange e) { e.setVariable("v", "%s"); } }
                """.formatted(text));
        write(sources, "Strategy", """
                import org.apache.camel.*;
                public class Strategy implements AggregationStrategy {
                    public Exchange aggregate(Exchange old, Exchange next) { next.setVariable("v", "%s"); return next; }
                }
                """.formatted(text));
        List<String> arguments = new ArrayList<>(
                List.of("-d", sources.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none"));
        try (Stream<Path> files = Files.list(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        return new URLClassLoader(new URL[] {sources.toUri().toURL()}, ChangedClassTest.class.getClassLoader());
    }

    private static void write(Path folder, String name, String text) throws Exception {
        Files.writeString(folder.resolve(name + ".java"), "package acme;\n" + text);
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench;

import dev.serai.bench.durable.TemporaryStore;
import dev.serai.runtime.validation.ValidationReport;
import dev.serai.runtime.validation.WorkspaceValidator;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.workflow.engine.WorkflowEngine;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.commons.io.FileUtils;

/** One workflow of a thousand recorded steps: how long it takes to validate it, to load it, and to run it. */
final class LargeWorkflow {

    private static final int STEPS = 1_000;
    private static final int ROUNDS = 5;

    /** Does so some times, because the first pays for loading classes, and prints each. */
    void run() throws Exception {
        Path folder = Files.createTempDirectory("serai-bench-");
        try {
            Path file = Files.writeString(folder.resolve("large.camel.yaml"), yaml(STEPS));
            System.out.println();
            System.out.printf(Locale.ROOT, "A workflow of %,d recorded steps%n", STEPS);
            for (int round = 1; round <= ROUNDS; round++) {
                double validated = validate(folder);
                try (TemporaryStore store = new TemporaryStore()) {
                    CamelContext context = new DefaultCamelContext();
                    context.getRegistry().bind("store", store.open());
                    context.start();
                    double created = seconds(() -> PluginHelper.getRoutesLoader(context)
                            .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource("file:" + file)));
                    double ran = seconds(() -> runOnce(context));
                    System.out.printf(
                            Locale.ROOT,
                            "round %d: validated in %.3f s, created in %.3f s, ran in %.3f s%n",
                            round,
                            validated,
                            created,
                            ran);
                    context.stop();
                }
            }
            validateByCommand(folder);
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    /** What a person waits for, most of which is the start of a process. */
    private static void validateByCommand(Path folder) throws Exception {
        Launcher.build();
        Path small = Files.createDirectory(folder.resolve("small"));
        Files.writeString(small.resolve("small.camel.yaml"), yaml(1));
        double[] large = new double[ROUNDS];
        double[] one = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            one[round] = seconds(() -> Launcher.serai(Redirect.INHERIT, "validate", small.toString()));
            large[round] = seconds(() -> Launcher.serai(Redirect.INHERIT, "validate", folder.toString()));
        }
        System.out.printf(
                Locale.ROOT,
                "./serai validate: %.3f s for it, %.3f s for a workflow of one step (medians of %d)%n",
                median(large),
                median(one),
                ROUNDS);
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Each expression is another one, because Camel parses the same one once. */
    private static String yaml(int number) {
        String steps = IntStream.rangeClosed(1, number)
                .mapToObj(i -> "        - setVariable: { name: v" + i % 10 + ", simple: \"${random(" + i + ")}\" }\n")
                .collect(Collectors.joining());
        return "- route:\n    id: large\n    from:\n      uri: workflow:large\n      steps:\n" + steps;
    }

    private static double validate(Path folder) throws Exception {
        Workspace workspace = Workspace.open(folder);
        return seconds(() -> {
            ValidationReport report =
                    new WorkspaceValidator().validate(workspace, LargeWorkflow.class.getClassLoader());
            if (!report.problems().isEmpty()) {
                throw new IllegalStateException("The workflow is not valid: " + report.problems());
            }
        });
    }

    private static void runOnce(CamelContext context) {
        WorkflowEngine engine = WorkflowEngine.of(context);
        long before = engine.statistics().unfinished();
        context.createProducerTemplate().sendBody("workflow:large", "in");
        while (engine.statistics().unfinished() > before) {
            LockSupport.parkNanos(50_000);
        }
    }

    private static double seconds(Timed work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Something that is timed. */
    private interface Timed {
        void run() throws Exception;
    }
}

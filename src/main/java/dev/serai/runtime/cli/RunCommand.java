/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import dev.serai.runtime.durability.DurableExecution;
import dev.serai.runtime.durability.RunReport;
import dev.serai.runtime.durability.RunWatch;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceRuntime;
import dev.serai.runtime.workspace.WorkspaceWatch;
import dev.serai.store.StoreException;
import dev.serai.workflow.engine.WorkflowEngine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Runs a workspace until a signal, or until nothing is left to do. */
final class RunCommand implements Callable<Integer> {

    private static final String UNTIL_IDLE = "--until-idle";
    private static final String WATCH = "--watch";
    private static final String FAIL_ON_DEAD_LETTER = "--fail-on-dead-letter";
    private static final String REPORT = "--report";

    private static final int WATCH_MILLIS = 50;

    /** What the launcher knows of standard error. */
    private static final String TERMINAL = "serai.terminal";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private final AtomicBoolean reported = new AtomicBoolean();

    /** How the figures of a run are printed. */
    enum ReportForm {
        table,
        json
    }

    private RunCommand() {
        spec.name("run")
                .addPositional(PositionalParamSpec.builder()
                        .index("0")
                        .type(Path.class)
                        .required(true)
                        .paramLabel("DIR")
                        .description("The workspace folder.")
                        .build())
                .addOption(OptionSpec.builder(UNTIL_IDLE)
                        .type(boolean.class)
                        .description(
                                "Exits when nothing is queued, running or due, and every trigger that polls",
                                "has looked for work once more. What waits for a time or a signal goes on in a later run.")
                        .build())
                .addOption(OptionSpec.builder(WATCH)
                        .type(boolean.class)
                        .description(
                                "Reloads route files and kamelets that change. Executions under way go on with",
                                "the version that they began with. A file that is wrong changes nothing.")
                        .build())
                .addOption(OptionSpec.builder(FAIL_ON_DEAD_LETTER)
                        .type(boolean.class)
                        .description("Exits with 1 when an execution became a dead letter.")
                        .build())
                .addOption(OptionSpec.builder(REPORT)
                        .type(ReportForm.class)
                        .defaultValue(ReportForm.table.name())
                        .paramLabel("FORM")
                        .description("How the figures are printed at the end: ${COMPLETION-CANDIDATES}.")
                        .build());
        spec.usageMessage()
                .description("Runs a workspace until Ctrl-C or SIGTERM.")
                .footer(
                        "",
                        "The folder holds *.camel.yaml and *.java routes and, if needed, connectors.yaml,",
                        "application.properties, kamelets/ and lib/ with more jars.",
                        "Nothing is started when validation finds a problem.",
                        "What was under way when the last run ended, however it ended, goes on.");
    }

    static CommandSpec specification() {
        return new RunCommand().spec;
    }

    private boolean isSet(String option) {
        return Boolean.TRUE.equals(spec.optionsMap().get(option).getValue());
    }

    @Override
    public Integer call() throws InterruptedException {
        DurableExecution durable = new DurableExecution();
        try (WorkspaceRuntime runtime = new WorkspaceRuntime(
                Workspace.open(spec.positionalParameters().get(0).getValue()), List.of(durable))) {
            runtime.start();
            RunWatch progress = new RunWatch(runtime.camelContext());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(runtime, progress), "stop"));
            banner(runtime);
            Runnable look = isSet(WATCH) ? new WorkspaceWatch(runtime, System.err::println)::lookForChanges : () -> {};
            StoreException failure =
                    follow(progress, look, durable.storeFailure().toCompletableFuture());
            RunReport figures = progress.report();
            runtime.stop();
            print(figures);
            if (failure != null) {
                throw failure;
            }
            return isSet(FAIL_ON_DEAD_LETTER) && figures.deadLettered() > 0 ? 1 : 0;
        }
    }

    /**
     * Returns when the run is over: null when it is idle, or why the store failed. Only a run that ends by itself ends
     * with the store; any other waits until it can be written again.
     */
    private StoreException follow(RunWatch run, Runnable look, CompletableFuture<StoreException> storeFailure)
            throws InterruptedException {
        boolean untilIdle = isSet(UNTIL_IDLE);
        try (Progress progress = new Progress(Boolean.getBoolean(TERMINAL))) {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
                progress.show(run);
                look.run();
                StoreException failure = storeFailure.getNow(null);
                if (untilIdle && (failure != null || run.isIdle())) {
                    return failure;
                }
            }
        }
    }

    private void stop(WorkspaceRuntime runtime, RunWatch run) {
        RunReport figures = run.report();
        runtime.stop();
        print(figures);
    }

    private void print(RunReport figures) {
        if (reported.getAndSet(true)) {
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (spec.optionsMap().get(REPORT).getValue() == ReportForm.json) {
            JsonDocument.print(figures, out);
        } else if (!figures.workflows().isEmpty()) {
            out.println(figures.table());
        }
        out.flush();
    }

    private static String versionOf(Route route) {
        return route.getId().substring(route.getId().lastIndexOf('@') + 1);
    }

    private static void banner(WorkspaceRuntime runtime) {
        CamelContext context = runtime.camelContext();
        List<String> lines = new ArrayList<>();
        lines.add("Serai runs " + runtime.workspace().folder());
        Map<String, String> workflows = WorkflowEngine.of(context).versions().current();
        workflows.forEach((workflow, version) -> lines.add("  workflow   " + workflow + "  version " + version));
        Set<String> versions = Set.copyOf(workflows.values());
        for (Route route : context.getRoutes()) {
            // Those of which a version of a workflow consists are there at times only.
            if (!versions.contains(versionOf(route))) {
                lines.add("  route      " + route.getId() + "  from " + route.getEndpoint());
            }
        }
        for (DeclaredConnector connector : ConnectorRegistry.of(context).list()) {
            lines.add("  connector  " + connector.name() + "  "
                    + connector.metadata().displayName()
                    + (connector.connected() ? "" : "  (not connected yet; tried again in the background)"));
        }
        lines.add("Stop it with Ctrl-C.");
        // In one piece, because each line by itself goes out by a call of the system.
        System.err.println(String.join(System.lineSeparator(), lines));
    }
}

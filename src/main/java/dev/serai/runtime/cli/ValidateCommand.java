/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.connector.configuration.ConfigurationProblem;
import dev.serai.runtime.http.decision.RouteThread;
import dev.serai.runtime.validation.ValidationReport;
import dev.serai.runtime.validation.WorkspaceValidator;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceClassLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what is wrong in a workspace. */
@Command(
        name = "validate",
        description = "Finds mistakes in a workspace without starting it.",
        footer = {
            "",
            "Prints one line for each problem: file:line:column: what is wrong and what to write.",
            "What is not wrong but may stop an execution later begins with 'warning:'.",
            "With --explain, each HTTP route follows with the thread it runs on, and what decides it.",
            "Exit code: 0 when there is no problem, 1 when there are problems."
        })
final class ValidateCommand implements Callable<Integer> {

    @Mixin
    private WorkspaceArgument argument;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Option(
            names = "--explain",
            description = "Says of each HTTP route whether it runs on the event loop or on a worker, and why.")
    private boolean explain;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Workspace workspace = argument.workspace();
        ValidationReport report;
        List<RouteThread> threads = null;
        try (WorkspaceClassLoader classLoader = WorkspaceClassLoader.open(workspace)) {
            report = new WorkspaceValidator().validate(workspace, classLoader);
            if (explain && report.valid()) {
                threads = new WorkspaceValidator().explain(workspace, classLoader);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonDocument.print(
                    new Document(
                            report.valid(),
                            report.files(),
                            report.problems().stream().map(Problem::of).toList(),
                            report.warnings().stream().map(Problem::of).toList(),
                            threads == null
                                    ? null
                                    : threads.stream().map(HttpRoute::of).toList()),
                    out);
        } else {
            report.problems().forEach(out::println);
            report.warnings().forEach(warning -> out.println("warning: " + warning));
            if (report.valid()) {
                out.println("No problems in " + report.files() + (report.files() == 1 ? " file." : " files."));
            }
            if (threads != null) {
                threads.forEach(thread -> print(thread, out));
                if (!workspace.javaRoutes().isEmpty()) {
                    out.println("Routes in Java files are decided in the same way when the workspace starts.");
                }
            }
        }
        return report.valid() ? 0 : 1;
    }

    private static void print(RouteThread thread, PrintWriter out) {
        out.println(thread.file() + ":" + thread.line() + ": route '" + thread.routeId() + "' ("
                + thread.from() + ") runs on " + (thread.onEventLoop() ? "the event loop" : "a worker")
                + (thread.setting().isEmpty() ? "." : ", because " + thread.setting() + " says so."));
        if (!thread.onEventLoop() || !thread.setting().isEmpty()) {
            thread.reasons().forEach(reason -> out.println("  " + reason));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Document(
            boolean valid, int files, List<Problem> problems, List<Problem> warnings, List<HttpRoute> httpRoutes) {}

    private record HttpRoute(
            String id, String from, String file, int line, String thread, String setting, List<Step> mayBlock) {

        static HttpRoute of(RouteThread thread) {
            return new HttpRoute(
                    thread.routeId(),
                    thread.from(),
                    thread.file(),
                    thread.line(),
                    thread.onEventLoop() ? "event-loop" : "worker",
                    thread.setting(),
                    thread.reasons().stream()
                            .map(reason -> new Step(reason.file(), reason.line(), reason.step(), reason.sentence()))
                            .toList());
        }
    }

    private record Step(String file, int line, String step, String message) {}

    private record Problem(String file, int line, int column, String message) {

        static Problem of(ConfigurationProblem problem) {
            return new Problem(
                    problem.location().file(),
                    problem.location().line(),
                    problem.location().column(),
                    problem.message());
        }
    }
}

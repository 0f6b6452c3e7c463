/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.configuration.ConfigurationProblem;
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
            "Exit code: 0 when there is no problem, 1 when there are problems."
        })
final class ValidateCommand implements Callable<Integer> {

    @Mixin
    private WorkspaceArgument argument;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Workspace workspace = argument.workspace();
        ValidationReport report;
        try (WorkspaceClassLoader classLoader = WorkspaceClassLoader.open(workspace)) {
            report = new WorkspaceValidator().validate(workspace, classLoader);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonDocument.print(
                    new Document(
                            report.valid(),
                            report.files(),
                            report.problems().stream().map(Problem::of).toList(),
                            report.warnings().stream().map(Problem::of).toList()),
                    out);
        } else {
            report.problems().forEach(out::println);
            report.warnings().forEach(warning -> out.println("warning: " + warning));
            if (report.valid()) {
                out.println("No problems in " + report.files() + (report.files() == 1 ? " file." : " files."));
            }
        }
        return report.valid() ? 0 : 1;
    }

    private record Document(boolean valid, int files, List<Problem> problems, List<Problem> warnings) {}

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

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.workflow.history.WorkflowVersions;
import dev.serai.workflow.journal.SourceText;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what is different between two versions of a workflow. */
@Command(
        name = "diff",
        description = {
            "Shows what is different between the sources of two versions, as a unified diff.",
            "Of each file, only what the workflow reaches belongs to a version."
        })
final class WorkflowsDiffCommand implements Callable<Integer> {

    private static final int LINES_AROUND = 3;

    @Mixin
    private WorkflowArgument argument;

    @Parameters(index = "1", paramLabel = "V1", description = "The one version.")
    private String first;

    @Parameters(index = "2", paramLabel = "V2", description = "The other version.")
    private String second;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        WorkflowVersions versions = argument.versions();
        Map<String, List<String>> one = files(versions, first);
        Map<String, List<String>> other = files(versions, second);
        TreeSet<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        for (String name : names) {
            List<String> before = one.getOrDefault(name, List.of());
            UnifiedDiffUtils.generateUnifiedDiff(
                            first + "/" + name,
                            second + "/" + name,
                            before,
                            DiffUtils.diff(before, other.getOrDefault(name, List.of())),
                            LINES_AROUND)
                    .forEach(spec.commandLine().getOut()::println);
        }
        return 0;
    }

    private Map<String, List<String>> files(WorkflowVersions versions, String version) {
        List<SourceText> sources = versions.sources(argument.name(), version);
        if (sources.isEmpty()) {
            throw new WorkspaceException("Version " + version + " of workflow '" + argument.name()
                    + "' is not kept. 'serai workflows versions " + argument.name() + "' lists those that are.");
        }
        return sources.stream()
                .collect(Collectors.toMap(SourceText::fileName, WorkflowsDiffCommand::lines, (one, other) -> one));
    }

    /** A version's texts have empty lines in place of what it does not need. */
    private static List<String> lines(SourceText source) {
        return source.text().lines().filter(line -> !line.isBlank()).toList();
    }
}

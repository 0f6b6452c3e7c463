/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.SourceLocation;
import dev.serai.runtime.workspace.JavaCompilation;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceException;
import java.nio.file.Path;
import java.util.List;

/** Compiles the workspace's Java files, and throws the classes away. */
final class JavaCheck implements Check {

    @Override
    public void check(WorkspaceModel model, Problems problems) {
        Workspace workspace = model.workspace();
        List<Path> sources = workspace.javaRoutes();
        if (sources.isEmpty()) {
            return;
        }
        try {
            JavaCompilation.of(sources, workspace.libraries())
                    .mistakes()
                    .forEach(mistake -> problems.add(
                            new SourceLocation(workspace.relative(mistake.file()), mistake.line(), mistake.column()),
                            "This does not compile: " + mistake.message() + "."));
        } catch (WorkspaceException e) {
            problems.add(new SourceLocation(workspace.relative(sources.get(0)), 1, 1), e.getMessage());
        }
    }
}

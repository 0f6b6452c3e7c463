/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.workspace.Workspace;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The folder that commands about connector types may be given. */
final class OptionalWorkspaceArgument {

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "A workspace folder; its lib/ may bring more types.")
    private Path folder;

    /** Null when none is given. */
    Workspace workspace() {
        return folder == null ? null : Workspace.open(folder);
    }
}

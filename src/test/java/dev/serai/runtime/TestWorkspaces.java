/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime;

import static java.util.stream.Collectors.joining;

import dev.serai.connector.configuration.ConfigurationProblem;
import dev.serai.runtime.validation.WorkspaceValidator;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceClassLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The workspaces of the tests. */
public final class TestWorkspaces {

    private TestWorkspaces() {}

    /** A workspace among the test resources; to be read, not run. */
    public static Path resource(String name) {
        try {
            return Path.of(
                    TestWorkspaces.class.getResource("/workspaces/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies a workspace to where it may be run. */
    public static Path copy(String name, Path target) {
        Path source = resource(name);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file of a workspace. */
    public static void write(Path folder, String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What validation says of a folder, a line for each problem. */
    public static String problems(Path folder) {
        return problems(folder, Map.of());
    }

    /** What validation says of a folder where these environment variables are set, a line for each problem. */
    public static String problems(Path folder, Map<String, String> environment) {
        Workspace workspace = Workspace.open(folder);
        try (WorkspaceClassLoader classLoader = WorkspaceClassLoader.open(workspace)) {
            List<ConfigurationProblem> problems = new WorkspaceValidator(environment::get)
                    .validate(workspace, classLoader)
                    .problems();
            return problems.stream().map(ConfigurationProblem::toString).collect(joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.runtime.TestWorkspaces;
import dev.serai.runtime.cli.CommandRun;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceRuntime;
import dev.serai.testkit.KeyValueServer;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide leaves to Maven: a new module builds by itself, and its jar works in a workspace. */
@Tag("thorough")
class MavenBuildTest {

    private static final Set<String> NOT_SOURCES = Set.of(".git", "target", "data");

    @TempDir
    private Path folder;

    @Test
    void theJarOfANewModuleWorksInAWorkspace() throws Exception {
        // Maven runs a module's tests in its folder; the build under way must not find its files changed.
        Path sources = copySources(Path.of("..").toRealPath(), folder.resolve("sources"));
        maven(sources, "install", "-pl", "components/connector-testkit", "-am", "-Dmaven.test.skip=true");
        Path module = sources.resolve("acme-crm");
        assertThat(CommandRun.of("new", "connector", "acme-crm", "--directory", module)
                        .code())
                .isZero();

        maven(module, "verify");

        Path workspace = folder.resolve("workspace");
        Files.createDirectories(workspace.resolve("lib"));
        Files.copy(module.resolve("target/acme-crm-1.0.0-SNAPSHOT.jar"), workspace.resolve("lib/acme-crm-1.0.0.jar"));
        run(workspace);
    }

    private static void run(Path workspace) throws Exception {
        try (KeyValueServer server = KeyValueServer.start("serai", "open-sesame")) {
            TestWorkspaces.write(workspace, "application.properties", "password = open-sesame\n");
            TestWorkspaces.write(workspace, "connectors.yaml", """
                    connectors:
                      - name: texts
                        type: acme-crm
                        connection: { url: "%s", username: serai, password: "{{password}}" }
                    """.formatted(server.url()));
            TestWorkspaces.write(workspace, "a.camel.yaml", """
                    - route:
                        from:
                          uri: direct:a
                          steps:
                            - to: { uri: "connector:texts/put", parameters: { name: greeting } }
                            - to: { uri: "serai-acme-crm:texts/get", parameters: { name: greeting } }
                    """);
            CommandRun description = CommandRun.of("connectors", "describe", "acme-crm", workspace);
            assertThat(description.err()).isEmpty();
            assertThat(description.out()).contains("SERAI-ACMECRM-001");
            try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(workspace), List.of())) {
                runtime.start();

                assertThat(runtime.camelContext()
                                .createProducerTemplate()
                                .requestBody("direct:a", "hello", String.class))
                        .isEqualTo("hello");
            }
        }
    }

    /** Runs the project's Maven with a repository of the test's own; what that lacks comes from the user's. */
    private void maven(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                folder.resolve("sources/mvnw").toString(),
                "--batch-mode",
                "--no-transfer-progress",
                "-Dchecks.skip=true",
                "-Dmaven.repo.local=" + folder.resolve("repository"),
                "-Dmaven.repo.local.tail=" + usersRepository()));
        command.addAll(List.of(arguments));
        Path log = folder.resolve("maven.log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(15, TimeUnit.MINUTES)).as("Maven ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    private static String usersRepository() {
        // Surefire says which one is in use.
        return System.getProperty(
                "localRepository",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
    }

    private static Path copySources(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (NOT_SOURCES.contains(directory.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(directory).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && !file.getFileName().toString().equals(".git")) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.runtime.TestWorkspaces;
import dev.serai.runtime.workspace.RuntimeExtension;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceRuntime;
import dev.serai.testkit.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a copy of one of the workspaces in {@code routes}, with an HTTP port of its own. */
abstract class ExampleTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = FreePort.find();
    private final Path source;
    private final List<RuntimeExtension> extensions;
    private WorkspaceRuntime runtime;

    @TempDir
    private Path folder;

    /** @param name below {@code routes} */
    ExampleTest(String name, RuntimeExtension... extensions) {
        this.source = Path.of("../routes").resolve(name);
        this.extensions = List.of(extensions);
    }

    @BeforeEach
    final void copy() throws IOException {
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        set("camel.server.port", port);
    }

    @AfterEach
    final void stop() {
        if (runtime != null) {
            runtime.stop();
        }
    }

    @Test
    final void itHasNoProblems() {
        assertThat(TestWorkspaces.problems(folder)).isEmpty();
    }

    final Path folder() {
        return folder;
    }

    /** Gives a property that the workspace has another value. */
    final void set(String property, Object value) throws IOException {
        Path properties = folder.resolve("application.properties");
        Matcher line =
                Pattern.compile("(?m)^" + Pattern.quote(property) + "=.*$").matcher(Files.readString(properties));
        assertThat(line.find()).as("the property %s", property).isTrue();
        Files.writeString(properties, line.replaceFirst(Matcher.quoteReplacement(property + "=" + value)));
    }

    /** Adds a file to the copy. */
    final void write(String name, String content) {
        TestWorkspaces.write(folder, name, content);
    }

    /** Declares a further connector in the copy. */
    final void declare(String yaml) throws IOException {
        write("connectors.yaml", Files.readString(folder.resolve("connectors.yaml")) + yaml.indent(2));
    }

    final void start() {
        runtime = new WorkspaceRuntime(Workspace.open(folder), extensions);
        runtime.start();
    }

    final HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    final HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http;

import dev.serai.runtime.TestWorkspaces;
import dev.serai.runtime.workspace.RuntimeExtension;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceRuntime;
import dev.serai.testkit.FreePort;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;

/** A workspace with HTTP routes that runs on a free port. */
final class HttpWorkspace implements AutoCloseable {

    /** Vert.x looks every ten milliseconds for an event loop that is held for fifty. */
    private static final String STRICT = """
            camel.beans.strict=#class:io.vertx.core.VertxOptions
            camel.beans.strict.blockedThreadCheckInterval=10
            camel.beans.strict.blockedThreadCheckIntervalUnit=MILLISECONDS
            camel.beans.strict.maxEventLoopExecuteTime=50
            camel.beans.strict.maxEventLoopExecuteTimeUnit=MILLISECONDS
            """;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<String> held = new ConcurrentLinkedQueue<>();
    private final int port = FreePort.find();
    private final Path folder;
    private WorkspaceRuntime runtime;

    HttpWorkspace(Path folder) {
        this.folder = folder;
        properties("");
    }

    HttpWorkspace file(String name, String content) {
        TestWorkspaces.write(folder, name, content);
        return this;
    }

    /** Adds to the settings. */
    HttpWorkspace properties(String content) {
        TestWorkspaces.write(folder, "application.properties", "camel.server.port=" + port + "\n" + STRICT + content);
        return this;
    }

    HttpWorkspace start(RuntimeExtension... extensions) {
        runtime = new WorkspaceRuntime(Workspace.open(folder), List.of(extensions));
        runtime.start();
        return this;
    }

    int port() {
        return port;
    }

    CamelContext context() {
        return runtime.camelContext();
    }

    WorkspaceRuntime runtime() {
        return runtime;
    }

    /** From now on notes the stack of every event loop that is held. */
    void watchEventLoops() {
        ((VertxInternal) context().hasService(VertxPlatformHttpServer.class).getVertx())
                .blockedThreadChecker()
                .setThreadBlockedHandler(event -> {
                    if (event.thread().getName().contains("eventloop")) {
                        StringBuilder stack = new StringBuilder(event.thread().getName());
                        for (StackTraceElement frame : event.thread().getStackTrace()) {
                            stack.append("\n  ").append(frame);
                        }
                        held.add(stack.toString());
                    }
                });
    }

    /** The stacks of event loops that were held. */
    Queue<String> heldEventLoops() {
        return held;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    HttpResponse<String> post(String path, String contentType, String body) {
        return send(request(path)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        if (runtime != null) {
            runtime.stop();
        }
    }
}

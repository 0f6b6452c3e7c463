/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import dev.serai.bench.http.Server;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The workflow in a runtime that is a process, started by HTTP requests whose answer is what the execution left. The
 * processor time is that process's; the requests come from this one.
 */
final class HttpJob implements Job {

    private static final String ROUTES = """
            - route:
                id: orders
                from:
                  uri: platform-http:/orders
                  parameters: { httpMethodRestrict: POST }
                  steps:
                    - convertBodyTo: { type: String }
                    - to: { uri: "workflow:job", parameters: { wait: true } }
            - route:
                id: job
                from:
                  uri: workflow:job
                  parameters: { maxConcurrent: %d }
                  steps:
                    - process: { ref: "#class:dev.serai.bench.durable.LocalFunction" }
                    - process: { ref: "#class:dev.serai.bench.durable.LocalFunction" }
                    - process: { ref: "#class:dev.serai.bench.durable.LocalFunction" }
            """;

    private final JobStore store;
    private final int atOnce;
    private final Server server;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;

    HttpJob(JobStore store, int atOnce) throws IOException {
        this.store = store;
        this.atOnce = atOnce;
        int port = Server.freePort();
        Path workspace = store.workspace();
        Files.writeString(workspace.resolve("job.camel.yaml"), ROUTES.formatted(atOnce));
        Files.writeString(
                workspace.resolve("application.properties"),
                "camel.server.port=" + port + "\ncamel.component.workflow.maxConcurrent=" + atOnce + "\n"
                        + store.properties());
        Path log = workspace.resolve("bench.log");
        server = Server.start(
                "Serai", port, log, Server.java(log, "dev.serai.runtime.cli.Serai", "run", workspace.toString()));
        client = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(port)
                .setMaxPoolSize(atOnce));
    }

    @Override
    public String name() {
        return "workflow over HTTP";
    }

    @Override
    public void run(int executions) {
        AtomicInteger left = new AtomicInteger(executions);
        CompletableFuture<?>[] running = new CompletableFuture<?>[atOnce];
        for (int i = 0; i < atOnce; i++) {
            running[i] = new CompletableFuture<Void>();
            next(left, running[i]);
        }
        CompletableFuture.allOf(running).join();
    }

    private void next(AtomicInteger left, CompletableFuture<?> done) {
        if (left.getAndDecrement() <= 0) {
            done.complete(null);
            return;
        }
        client.request(HttpMethod.POST, "/orders")
                .compose(request -> request.putHeader("Content-Type", "text/plain")
                        .send(Buffer.buffer(LocalFunction.BODY))
                        .compose(HttpJob::checked))
                .onSuccess(body -> next(left, done))
                .onFailure(done::completeExceptionally);
    }

    private static Future<Buffer> checked(HttpClientResponse response) {
        return response.body()
                .compose(body -> response.statusCode() == 200 && body.length() == LocalFunction.BODY.length()
                        ? Future.succeededFuture(body)
                        : Future.failedFuture("A request was answered with " + response.statusCode() + ": " + body));
    }

    @Override
    public Duration processorTime() {
        return server.processorTime();
    }

    @Override
    public OptionalLong statements() {
        return OptionalLong.empty();
    }

    @Override
    public JobStore store() {
        return store;
    }

    @Override
    public void close() throws IOException {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
        store.close();
    }
}

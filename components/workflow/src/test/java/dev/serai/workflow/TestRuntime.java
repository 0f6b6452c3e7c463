/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.store.Store;
import dev.serai.store.StoreSettings;
import dev.serai.workflow.engine.ExecutionOutcome;
import dev.serai.workflow.engine.StartRequest;
import dev.serai.workflow.engine.WorkflowEngine;
import dev.serai.workflow.journal.StartTerms;
import dev.serai.workflow.value.MessageState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A Camel context with the workflow component on a store of its own; it can be killed and started again. */
final class TestRuntime implements AutoCloseable {

    private final ExecutorService callbacks = Executors.newFixedThreadPool(64, task -> {
        Thread thread = new Thread(task, "store-callback");
        thread.setDaemon(true);
        return thread;
    });
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Store store;
    private boolean killed;

    TestRuntime(Path directory, World world) {
        this(directory, world, 0);
    }

    TestRuntime(Path directory, World world, long largestStore) {
        this(directory, world, largestStore, threads -> threads);
    }

    /** @param callbacks gives what runs the callbacks of commits, from the threads that would */
    TestRuntime(Path directory, World world, UnaryOperator<Executor> callbacks) {
        this(directory, world, 0, callbacks);
    }

    private TestRuntime(Path directory, World world, long largestStore, UnaryOperator<Executor> runsCallbacks) {
        store = Store.open(new StoreSettings(directory, runsCallbacks.apply(callbacks), largestStore));
        context.getRegistry().bind("store", store);
        context.addComponent("effect", new EffectComponent(world));
        context.getShutdownStrategy().setTimeout(5);
        context.disableJMX();
    }

    TestRuntime bind(String name, Object bean) {
        context.getRegistry().bind(name, bean);
        return this;
    }

    TestRuntime yaml(String fileName, String text) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(fileName, text));
        return this;
    }

    TestRuntime routes(RoutesBuilder routes) throws Exception {
        context.addRoutes(routes);
        return this;
    }

    TestRuntime start() {
        context.start();
        return this;
    }

    DefaultCamelContext context() {
        return context;
    }

    Store store() {
        return store;
    }

    WorkflowEngine engine() {
        return WorkflowEngine.of(context);
    }

    String start(String workflow, Object body, String key) {
        return start(workflow, body, Map.of(), key);
    }

    String start(String workflow, Object body, Map<String, Object> headers, String key) {
        DefaultMessage message = new DefaultMessage(context);
        message.setBody(body);
        message.setHeaders(new java.util.HashMap<>(headers));
        CompletableFuture<String> id = new CompletableFuture<>();
        engine().start(
                        new StartRequest(
                                workflow,
                                MessageState.encode(engine().values(), message),
                                StartTerms.DEFAULTS.withKey(key)),
                        (executionId, started, failure) -> {
                            if (failure == null) {
                                id.complete(executionId);
                            } else {
                                id.completeExceptionally(failure);
                            }
                        });
        return id.join();
    }

    /** Starts an execution without waiting until the start is durable. */
    void startLater(String workflow, Object body) {
        startLater(workflow, body, null);
    }

    void startLater(String workflow, Object body, String key) {
        DefaultMessage message = new DefaultMessage(context);
        message.setBody(body);
        engine().start(
                        new StartRequest(
                                workflow,
                                MessageState.encode(engine().values(), message),
                                StartTerms.DEFAULTS.withKey(key)),
                        (id, started, failure) -> assertThat(failure).isNull());
    }

    ExecutionOutcome outcome(String id) {
        CompletableFuture<ExecutionOutcome> outcome = engine().outcome(id);
        try {
            return outcome.get(20, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException e) {
            throw new AssertionError("Execution " + id + " has not ended.", e);
        }
    }

    Object completed(String id) {
        ExecutionOutcome outcome = outcome(id);
        assertThat(outcome.failure()).isNull();
        return outcome.output();
    }

    Duration timeout() {
        return Duration.ofSeconds(20);
    }

    /** Ends everything at once, as a killed process does: nothing is called back, nothing more is written. */
    void kill() {
        killed = true;
        callbacks.shutdownNow();
        store.close();
    }

    void stop() {
        context.stop();
    }

    @Override
    public void close() {
        if (!killed) {
            stop();
            store.close();
        }
        callbacks.shutdownNow();
    }
}

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;

/** A Camel context with the workflow component on a store of its own; it can be killed and started again. */
public final class TestRuntime implements AutoCloseable {

    private final ExecutorService callbacks = Executors.newFixedThreadPool(64, task -> {
        Thread thread = new Thread(task, "store-callback");
        thread.setDaemon(true);
        return thread;
    });
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Store store;
    private final List<ExecutorService> pools = new CopyOnWriteArrayList<>();
    private final AtomicInteger callbacksLeft = new AtomicInteger(Integer.MAX_VALUE);
    private boolean killed;

    public TestRuntime(Path directory, World world) {
        this(TestStores.in(directory), world);
    }

    TestRuntime(StoreSettings settings, World world) {
        store = settings.open(this::callBack);
        context.getRegistry().bind("store", store);
        context.addComponent("effect", new EffectComponent(world));
        context.getShutdownStrategy().setTimeout(5);
        context.getComponent("seda", SedaComponent.class).setDefaultPollTimeout(10);
        context.disableJMX();
        context.getExecutorServiceManager().setThreadPoolFactory(new RememberingThreadPoolFactory());
    }

    private void callBack(Runnable callback) {
        if (callbacksLeft.getAndDecrement() > 0) {
            callbacks.execute(callback);
        }
    }

    /** From now on so many writes are called back, and none after them: what waits for one stands still. */
    public void silenceAfter(int writes) {
        callbacksLeft.set(writes);
    }

    /** Whether a write was not called back. */
    public boolean isSilent() {
        return callbacksLeft.get() < 0;
    }

    public TestRuntime bind(String name, Object bean) {
        context.getRegistry().bind(name, bean);
        return this;
    }

    public TestRuntime yaml(String fileName, String text) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(fileName, text));
        return this;
    }

    TestRuntime routes(RoutesBuilder routes) throws Exception {
        context.addRoutes(routes);
        return this;
    }

    public TestRuntime start() {
        context.start();
        return this;
    }

    public DefaultCamelContext context() {
        return context;
    }

    public Store store() {
        return store;
    }

    public WorkflowEngine engine() {
        return WorkflowEngine.of(context);
    }

    public String start(String workflow, Object body, String key) {
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
    public void kill() {
        killed = true;
        // First of all silent and closed: a thread that is interrupted must not write that its step failed.
        silenceAfter(0);
        store.close();
        callbacks.shutdownNow();
        pools.forEach(ExecutorService::shutdownNow);
        // A seda consumer whose thread was interrupted would ask its queue without a pause from then on.
        context.getRoutes().forEach(route -> ServiceHelper.stopService(route.getConsumer()));
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

    /** Knows the context's threads, which must end with a process that is killed though the context is never stopped. */
    private final class RememberingThreadPoolFactory extends DefaultThreadPoolFactory {
        @Override
        public ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory factory) {
            return remembered(super.newThreadPool(profile, factory));
        }

        @Override
        public ScheduledExecutorService newScheduledThreadPool(ThreadPoolProfile profile, ThreadFactory factory) {
            return remembered(super.newScheduledThreadPool(profile, factory));
        }

        private <T extends ExecutorService> T remembered(T pool) {
            pools.add(pool);
            return pool;
        }
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.memory;

import dev.serai.connector.Capabilities;
import dev.serai.connector.Capability;
import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Field;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers its calls and answers each with the next outcome it was given, then with success. */
public final class MemoryConnector implements Connector {

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("memory", "Memory")
            .description("Lives in memory.")
            .category(ConnectorMetadata.Category.CUSTOM)
            .tags("test")
            .operations(List.of(
                    Operation.call("readOne", "Reads.")
                            .field(Field.required("key", Field.Type.STRING, "What to read."))
                            .resource("key")
                            .field(Field.optional("limit", Field.Type.INTEGER, "How many."))
                            .field(Field.optional("mode", Field.Type.STRING, "How.")
                                    .oneOf("one", "all")
                                    .withDefault("one"))
                            .readOnly()
                            .build(),
                    Operation.call("add", "Adds.")
                            .payload(Field.required("value", Field.Type.MAP, "What to add."))
                            .build(),
                    Operation.call("put", "Puts.")
                            .payload(Field.optional("value", Field.Type.ANY, "What to put."))
                            .field(Field.optional("key", Field.Type.STRING, "Where to put it."))
                            .resource("key")
                            .idempotent()
                            .build(),
                    Operation.stream("watch", "Watches.").build()))
            .build();

    /** Every call's input, in order. */
    public final List<Map<String, Object>> calls = new CopyOnWriteArrayList<>();

    /** Every call's context, in order. */
    public final List<ExecutionContext> contexts = new CopyOnWriteArrayList<>();

    /** Every call's thread, in order. */
    public final List<String> threads = new CopyOnWriteArrayList<>();

    /** What happened to it. */
    public final List<String> life = new CopyOnWriteArrayList<>();

    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private final String name;
    private final Queue<CompletableFuture<ExecutionResult>> pending = new ConcurrentLinkedQueue<>();
    private volatile boolean answersLater;
    private String lookedUp;
    private volatile HealthCheckResult health;
    private boolean throwsDirectly;
    private boolean honoursKeys;
    private volatile RuntimeException connectFailure;
    private Runnable beforeRepetition = () -> {};

    public MemoryConnector(String name) {
        this.name = name;
    }

    /** The next calls fail with these, one each. */
    public MemoryConnector failWith(RuntimeException... next) {
        failures.addAll(List.of(next));
        return this;
    }

    /** Failures are thrown instead of returned. */
    public MemoryConnector throwingDirectly() {
        throwsDirectly = true;
        return this;
    }

    public MemoryConnector honouringKeys() {
        honoursKeys = true;
        return this;
    }

    /** Runs in every call but the first, before it answers. */
    public MemoryConnector beforeRepetition(Runnable action) {
        beforeRepetition = action;
        return this;
    }

    /** Null to connect again. */
    public void failToConnectWith(RuntimeException failure) {
        connectFailure = failure;
    }

    /** Calls from now on are answered when {@link #pending()} is completed. */
    public MemoryConnector answeringLater() {
        answersLater = true;
        return this;
    }

    /** The calls that wait for an answer, in order. */
    public Queue<CompletableFuture<ExecutionResult>> pending() {
        return pending;
    }

    /** Every call looks up this parameter. */
    public void lookingUp(String parameter) {
        lookedUp = parameter;
    }

    /** What health checks find from now on. */
    public void healthIs(HealthCheckResult result) {
        health = result;
    }

    @Override
    public ConnectorMetadata metadata() {
        return METADATA;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.NONE.withIf(honoursKeys, Capability.IDEMPOTENCY_KEYS);
    }

    @Override
    public void connect() {
        if (connectFailure != null) {
            throw connectFailure;
        }
        life.add("connect");
    }

    @Override
    public void disconnect() {
        life.add("disconnect");
    }

    @Override
    public HealthCheckResult healthCheck() {
        HealthCheckResult found = health;
        return found == null ? HealthCheckResult.of(() -> "up") : found;
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        calls.add(input);
        contexts.add(context);
        threads.add(Thread.currentThread().getName());
        if (calls.size() > 1) {
            beforeRepetition.run();
        }
        if (lookedUp != null) {
            Object unused = context.parameters().apply(lookedUp);
        }
        if (answersLater) {
            CompletableFuture<ExecutionResult> answer = new CompletableFuture<>();
            pending.add(answer);
            return answer;
        }
        RuntimeException failure = failures.poll();
        if (failure == null) {
            return CompletableFuture.completedStage(
                    ExecutionResult.of(name + " ran", Map.of("callCount", calls.size())));
        }
        if (throwsDirectly) {
            throw failure;
        }
        return CompletableFuture.failedStage(failure);
    }

    /** A failure that may pass, after the system was reached. */
    public static ConnectorException passing() {
        return ConnectorException.of(ConnectorErrors.UNEXPECTED, "Busy.").build();
    }

    /** A failure that may pass, before anything was sent. */
    public static ConnectorException neverSent() {
        return ConnectorException.of(ConnectorErrors.NOT_CONNECTED, "Away.")
                .neverSent()
                .build();
    }

    /** A failure that stays. */
    public static ConnectorException lasting() {
        return ConnectorException.of(ConnectorErrors.UNSUPPORTED, "Never.").build();
    }
}

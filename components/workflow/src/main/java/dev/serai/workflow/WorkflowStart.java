/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.workflow.engine.StartRequest;
import dev.serai.workflow.engine.WorkflowEngine;
import dev.serai.workflow.journal.StartTerms;
import dev.serai.workflow.value.MessageState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A start of an execution that is being prepared. Not thread-safe; use it once. */
public final class WorkflowStart {

    private final WorkflowEngine engine;
    private final String workflow;
    private final Map<String, Object> headers = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private Object body;
    private StartTerms terms = StartTerms.DEFAULTS;
    private Duration keyRetention;
    private long dueAt;

    WorkflowStart(WorkflowEngine engine, String workflow) {
        this.engine = engine;
        this.workflow = workflow;
    }

    /** The message's body; null by default. It must be of a class that can be recorded. */
    public WorkflowStart body(Object newBody) {
        body = newBody;
        return this;
    }

    /** Adds a header. Credentials, such as Authorization, stay outside. */
    public WorkflowStart header(String name, Object value) {
        headers.put(name, value);
        return this;
    }

    /** Names the execution within its workflow: a second start with the same key gives the first execution back. */
    public WorkflowStart key(String key) {
        terms = terms.withKey(key);
        return this;
    }

    /** How long the key is known; for ever by default. Afterwards it may be used anew. */
    public WorkflowStart keyRetention(Duration retention) {
        keyRetention = retention;
        return this;
    }

    /** @param priority from 1 to 10, 5 by default; 10 goes first */
    public WorkflowStart priority(int priority) {
        terms = terms.withPriority(priority);
        return this;
    }

    /** Adds a label by which people find the execution. */
    public WorkflowStart label(String name, String value) {
        labels.put(name, value);
        return this;
    }

    /** Executions of the workflow with the same key share its limit {@code maxConcurrentPerKey}. */
    public WorkflowStart concurrencyKey(String key) {
        terms = terms.withConcurrencyKey(key);
        return this;
    }

    /** Begins after a time; at once by default. */
    public WorkflowStart delay(Duration delay) {
        return at(Instant.now().plus(delay));
    }

    /** Begins at a time; at once by default, and when the time is over. */
    public WorkflowStart at(Instant time) {
        dueAt = time.toEpochMilli();
        return this;
    }

    /**
     * Starts the execution and waits until the start is on the disk.
     *
     * @throws UnrecoverableException when there is no workflow of that name
     * @throws dev.serai.workflow.value.UnrecordableValueException when the body or a header cannot be recorded
     * @throws dev.serai.store.StoreException when the store cannot be written
     */
    public StartedExecution execute() {
        try {
            return executeAsync().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    /** Starts the execution. The result completes when the start is on the disk, or with what {@link #execute} throws. */
    public CompletableFuture<StartedExecution> executeAsync() {
        CompletableFuture<StartedExecution> started = new CompletableFuture<>();
        try {
            engine.start(request(), (id, isNew, failure) -> {
                if (failure == null) {
                    started.complete(new StartedExecution(engine, id, isNew));
                } else {
                    started.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            started.completeExceptionally(e);
        }
        return started;
    }

    private StartRequest request() {
        StartTerms all = terms.withLabels(labels);
        if (keyRetention != null) {
            all = all.withKey(all.idempotencyKey(), engine.tables().clock().now() + keyRetention.toMillis());
        }
        return new StartRequest(workflow, null, MessageState.encode(engine.values(), body, headers), dueAt, all);
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.store.GroupCommitWriter;
import dev.serai.store.StoreWrite;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.VersionRows.Current;
import dev.serai.workflow.version.DefinedVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * What the store holds about the versions of workflows. While a context starts, writes are handed over one after another
 * and awaited together, so that a thousand workflows share a few commits; the store keeps their order, and so no
 * execution is in it before the version that it began with. Later, each is awaited at once. Thread-safe.
 */
final class VersionNotes {

    private final ExecutionTables tables;
    private final Map<String, Current> current = new ConcurrentHashMap<>();
    private final Queue<CompletableFuture<?>> handedOver = new ConcurrentLinkedQueue<>();
    private volatile boolean atOnce;

    /** Reads which versions are the current ones. */
    VersionNotes(ExecutionTables tables) {
        this.tables = tables;
        tables.versions().current().forEach(known -> current.put(known.workflow(), known));
    }

    /**
     * Keeps a version, so that its executions can go on with it later.
     *
     * @param changed gets the names of the classes that are others than when the version was kept before
     */
    void keep(String workflow, DefinedVersion version, Consumer<List<String>> changed) {
        StoreWrite<Void> sources = tables.versions().keep(workflow, version.sources(), version.steps());
        StoreWrite<List<String>> classes =
                tables.usedClasses().keep(workflow, version.sources().version(), version.classes());
        note(tables.write(session -> {
                    sources.apply(session);
                    return classes.apply(session);
                })
                .thenAccept(changed));
    }

    /**
     * Notes what the files define now. A rollback stays as long as this does not change.
     *
     * @return the version that new executions get
     */
    String define(String workflow, String defined) {
        Current known = current.get(workflow);
        Current next = known != null && known.defined().equals(defined)
                ? known
                : new Current(workflow, defined, defined, tables.clock().now());
        note(tables.write(tables.versions().define(next)));
        current.put(workflow, next);
        return next.version();
    }

    /** Gives new executions another version than the files define, or the files' own again. */
    void rollBack(String workflow, String version) {
        tables.versions().rollBack(workflow, version);
        tables.versions().current(workflow).ifPresent(now -> current.put(workflow, now));
    }

    /** Reads what other processes have noted. */
    void follow() {
        tables.versions().current().forEach(known -> current.put(known.workflow(), known));
    }

    /** Which version new executions get; empty when the workflow was never seen. */
    Optional<Current> current(String workflow) {
        return Optional.ofNullable(current.get(workflow));
    }

    /** Notes what people see of a workflow, and what starts from outside get. */
    void describe(Workflow workflow) {
        StoreWrite<Integer> starts = tables.workflows()
                .current(
                        workflow.name(), workflow.version(), workflow.settings().executionTimeout());
        StoreWrite<Integer> description =
                tables.descriptions().keep(workflow.name(), workflow.version(), workflow.description());
        note(tables.write(session -> starts.apply(session) + description.apply(session)));
    }

    /**
     * Waits until all that was noted is durable, and from now on for each note.
     *
     * @throws dev.serai.store.StoreException when a note could not be written
     */
    void awaitAll() {
        atOnce = true;
        while (!handedOver.isEmpty()) {
            GroupCommitWriter.await(handedOver.peek());
            handedOver.remove();
        }
    }

    private void note(CompletableFuture<?> written) {
        if (atOnce) {
            GroupCommitWriter.await(written);
        } else {
            handedOver.add(written);
        }
    }
}

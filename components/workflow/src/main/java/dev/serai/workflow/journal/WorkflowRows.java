/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;
import dev.serai.store.StoreWrite;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/** What holds for a workflow as a whole: which version new executions get, and whether they begin. */
public final class WorkflowRows {

    private final Store store;
    private final EngineClock clock;

    WorkflowRows(Store store, EngineClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Notes what new executions of a workflow get, so that they can be started while no runtime runs. */
    public StoreWrite<Integer> current(String workflow, String version, Optional<Duration> executionTimeout) {
        return session -> session.update(
                """
                INSERT INTO workflow (name, current_version, execution_timeout) VALUES (?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET current_version = excluded.current_version,
                    execution_timeout = excluded.execution_timeout""", workflow, version, executionTimeout.map(Duration::toMillis).orElse(null));
    }

    /** What new executions get; empty when the workflow never ran on this store. */
    public Optional<Current> current(String workflow) {
        Record row = store.read()
                .fetchOne("SELECT current_version, execution_timeout FROM workflow WHERE name = ?", workflow);
        return Optional.ofNullable(row)
                .map(found -> new Current(
                        found.get("current_version", String.class),
                        Optional.ofNullable(found.get("execution_timeout", Long.class))
                                .map(Duration::ofMillis)));
    }

    /** The workflows that ran on this store, by name. */
    public List<String> names() {
        return store.read().fetch("SELECT name FROM workflow ORDER BY name").map(row -> row.get("name", String.class));
    }

    /** The workflows whose new executions do not begin, by name. */
    public List<String> paused() {
        return store.read()
                .fetch("SELECT name FROM workflow WHERE paused_at IS NOT NULL ORDER BY name")
                .map(row -> row.get("name", String.class));
    }

    /** Holds new executions back, or lets them begin; false when the workflow never ran on this store. */
    public boolean pause(String workflow, boolean paused) {
        Long since = paused ? clock.now() : null;
        return store.writer()
                        .await(session ->
                                session.update("UPDATE workflow SET paused_at = ? WHERE name = ?", since, workflow))
                == 1;
    }

    /**
     * What new executions of a workflow get.
     *
     * @param executionTimeout how long each may take; empty when there is no limit
     */
    public record Current(String version, Optional<Duration> executionTimeout) {}
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;
import java.util.Optional;
import org.jooq.Record;

/** The definitions that executions began with. */
public final class VersionRows {

    private final Store store;
    private final EngineClock clock;

    VersionRows(Store store, EngineClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Keeps the source of a version, so that its executions can go on with it later. */
    public void keep(String workflow, String version, String fileName, String source) {
        store.writer()
                .await(session -> session.update(
                        "INSERT INTO workflow_version (workflow, version, file_name, source, created_at)"
                                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        workflow,
                        version,
                        fileName,
                        source,
                        clock.now()));
    }

    /** The kept source of a version; empty when its definition came from no file. */
    public Optional<VersionSource> source(String workflow, String version) {
        Record row = store.read()
                .fetchOne(
                        "SELECT file_name, source FROM workflow_version WHERE workflow = ? AND version = ?"
                                + " AND source IS NOT NULL",
                        workflow,
                        version);
        return Optional.ofNullable(row)
                .map(found ->
                        new VersionSource(found.get("file_name", String.class), found.get("source", String.class)));
    }

    /** The file that a version was defined in. */
    public record VersionSource(String fileName, String text) {}
}

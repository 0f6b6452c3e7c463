/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;
import dev.serai.store.StoreWrite;
import dev.serai.store.WriteSession;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.Record;

/** The definitions that executions began with, and which of them new executions get. */
public final class VersionRows {

    /** What still needs its version: what goes on by itself or when a person says so. */
    private static final String NEEDY = "status NOT IN ('COMPLETED', 'CANCELLED')";

    private final Store store;
    private final EngineClock clock;

    VersionRows(Store store, EngineClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Keeps the sources of a version, so that its executions can go on with it later.
     *
     * @param steps the paths of its steps
     */
    public StoreWrite<Void> keep(String workflow, VersionSources sources, List<String> steps) {
        return session -> {
            session.update("""
                    INSERT INTO workflow_version (workflow, version, steps, created_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (workflow, version) DO UPDATE SET steps = excluded.steps""", workflow, sources.version(), String.join("\n", steps), clock.now());
            int position = 0;
            for (SourceText file : sources.files()) {
                session.update("""
                        INSERT INTO workflow_source (workflow, version, position, file_name, source)
                        VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""", workflow, sources.version(), position++, file.fileName(), file.text());
            }
            return null;
        };
    }

    /** The kept sources of a version; empty when a part of it came from no file. */
    public Optional<VersionSources> sources(String workflow, String version) {
        List<SourceText> files = store.read()
                .fetch(
                        "SELECT file_name, source FROM workflow_source WHERE workflow = ? AND version = ?"
                                + " ORDER BY position",
                        workflow,
                        version)
                .map(row -> new SourceText(row.get("file_name", String.class), row.get("source", String.class)));
        return files.isEmpty() ? Optional.empty() : Optional.of(new VersionSources(version, files));
    }

    /** The paths of a version's steps; empty when they are not known. */
    public Optional<Set<String>> steps(String workflow, String version) {
        return Optional.ofNullable(store.read()
                        .fetchOne(
                                "SELECT steps FROM workflow_version WHERE workflow = ? AND version = ?"
                                        + " AND steps IS NOT NULL",
                                workflow,
                                version))
                .map(row -> new TreeSet<>(
                        Arrays.asList(row.get("steps", String.class).split("\n"))));
    }

    /** Notes which version the files define now, and which one new executions get; a rollback stays if it defines the same. */
    public StoreWrite<Void> define(Current current) {
        return session -> {
            session.update("""
                    INSERT INTO workflow_current (workflow, version, defined, since) VALUES (?, ?, ?, ?)
                    ON CONFLICT (workflow) DO UPDATE SET version = excluded.version, defined = excluded.defined,
                        since = excluded.since WHERE workflow_current.defined <> excluded.defined""", current.workflow(), current.version(), current.defined(), current.since());
            used(session, current.workflow(), current.version(), clock.now());
            return null;
        };
    }

    /** Gives new executions another version than the files define, or the files' own again. */
    public void rollBack(String workflow, String version) {
        store.writer().await(session -> {
            long now = clock.now();
            session.update(
                    "UPDATE workflow_current SET version = ?, since = ? WHERE workflow = ?", version, now, workflow);
            used(session, workflow, version, now);
            return null;
        });
    }

    private static void used(WriteSession session, String workflow, String version, long now) throws SQLException {
        session.update(
                "UPDATE workflow_version SET used_at = ? WHERE workflow = ? AND version = ?", now, workflow, version);
    }

    /** Which version new executions get; empty when the workflow was never seen. */
    public Optional<Current> current(String workflow) {
        return Optional.ofNullable(store.read().fetchOne("SELECT * FROM workflow_current WHERE workflow = ?", workflow))
                .map(VersionRows::current);
    }

    /** Which version new executions of each workflow get that was ever seen. */
    public List<Current> current() {
        return store.read().fetch("SELECT * FROM workflow_current").map(VersionRows::current);
    }

    /** The kept version that was current before; empty when there is none. */
    public Optional<String> previous(String workflow) {
        return Optional.ofNullable(store.read().fetchOne("""
                                SELECT v.version FROM workflow_version v JOIN workflow_current c ON c.workflow = v.workflow
                                WHERE v.workflow = ? AND v.version <> c.version AND v.used_at IS NOT NULL
                                    AND EXISTS (SELECT 1 FROM workflow_source s WHERE s.workflow = v.workflow
                                        AND s.version = v.version)
                                ORDER BY v.used_at DESC LIMIT 1""", workflow)).map(row -> row.get("version", String.class));
    }

    private static Current current(Record row) {
        return new Current(
                row.get("workflow", String.class),
                row.get("version", String.class),
                row.get("defined", String.class),
                row.get("since", Long.class));
    }

    /**
     * Which version new executions of a workflow get.
     *
     * @param defined what the files define; another one than {@code version} after a rollback
     * @param since in milliseconds since 1970
     */
    public record Current(String workflow, String version, String defined, long since) {}

    /**
     * Deletes versions that nobody needs: they are not current, no execution or dead letter is on them, and they were
     * last current before a time.
     *
     * @param before in milliseconds since 1970
     * @return how many
     */
    public int deleteUnused(long before) {
        return store.writer().await(session -> {
            List<String[]> unused = session.rows(
                    """
                    SELECT workflow, version FROM workflow_version v WHERE coalesce(used_at, created_at) < ?
                        AND NOT EXISTS (SELECT 1 FROM workflow_current c WHERE c.workflow = v.workflow
                            AND v.version IN (c.version, c.defined))
                        AND NOT EXISTS (SELECT 1 FROM execution e WHERE e.workflow = v.workflow
                            AND e.version = v.version AND e.%s)
                        AND NOT EXISTS (SELECT 1 FROM aggregate_group g WHERE g.workflow = v.workflow
                            AND g.version = v.version)""".formatted(NEEDY), row -> new String[] {row.getString(1), row.getString(2)}, before);
            for (String[] version : unused) {
                for (String table : List.of("workflow_source", "used_class", "workflow_version")) {
                    session.update(
                            "DELETE FROM " + table + " WHERE workflow = ? AND version = ?", version[0], version[1]);
                }
            }
            return unused.size();
        });
    }
}

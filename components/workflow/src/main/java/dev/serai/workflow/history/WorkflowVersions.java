/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.store.StoreClient;
import dev.serai.store.StoreException;
import dev.serai.store.StoreSettings;
import dev.serai.workflow.engine.Commands;
import dev.serai.workflow.engine.Migration;
import dev.serai.workflow.engine.MigrationReport;
import dev.serai.workflow.engine.MigrationRequest;
import dev.serai.workflow.engine.Rollback;
import dev.serai.workflow.engine.RollbackRequest;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.SourceText;
import dev.serai.workflow.request.StoreRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * Shows and changes which versions of workflows there are, from outside the runtime: by a request in the store when a
 * runtime has it, and directly when none does.
 */
public final class WorkflowVersions {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ObjectMapper json = new ObjectMapper();
    private final StoreSettings store;
    private final StoreClient client;

    /**
     * @param store where the store lies
     * @throws dev.serai.store.StoreException when there is none
     */
    public WorkflowVersions(StoreSettings store) {
        this.store = store;
        this.client = store.client();
    }

    /** The version that new executions get of each workflow, by name. */
    public List<VersionSummary> current() {
        return client.read(sql -> sql.fetch("""
                        SELECT v.*, c.version AS current_version, c.defined FROM workflow_current c
                        JOIN workflow_version v ON v.workflow = c.workflow AND v.version = c.version
                        ORDER BY v.workflow""").map(row -> summary(sql, row)));
    }

    /** The versions of a workflow, the newest first. */
    public List<VersionSummary> of(String workflow) {
        return client.read(sql -> sql.fetch("""
                        SELECT v.*, c.version AS current_version, c.defined FROM workflow_version v
                        LEFT JOIN workflow_current c ON c.workflow = v.workflow
                        WHERE v.workflow = ? ORDER BY v.created_at DESC, v.version""", workflow).map(row -> summary(sql, row)));
    }

    private static VersionSummary summary(DSLContext sql, Record row) {
        String workflow = row.get("workflow", String.class);
        String version = row.get("version", String.class);
        Long currentAt = row.get("used_at", Long.class);
        return new VersionSummary(
                workflow,
                version,
                Instant.ofEpochMilli(row.get("created_at", Long.class)),
                currentAt == null ? null : Instant.ofEpochMilli(currentAt),
                version.equals(row.get("current_version", String.class)),
                version.equals(row.get("defined", String.class)),
                sql.fetch(
                                "SELECT file_name FROM workflow_source WHERE workflow = ? AND version = ?"
                                        + " ORDER BY position",
                                workflow,
                                version)
                        .getValues("file_name", String.class),
                count(sql, workflow, version, "status IN ('QUEUED', 'RUNNING', 'SUSPENDED')"),
                count(sql, workflow, version, "status = 'DEAD_LETTER'"),
                sql.fetch("""
                                SELECT u.class_name FROM used_class u WHERE u.workflow = ? AND u.version = ?
                                    AND EXISTS (SELECT 1 FROM execution e WHERE e.workflow = u.workflow
                                        AND e.version = u.version AND e.started_at < u.changed_at
                                        AND e.status NOT IN ('COMPLETED', 'CANCELLED'))
                                ORDER BY u.class_name""", workflow, version).getValues("class_name", String.class));
    }

    private static long count(DSLContext sql, String workflow, String version, String condition) {
        return sql.fetchOne(
                        "SELECT count(*) FROM execution WHERE workflow = ? AND version = ? AND " + condition,
                        workflow,
                        version)
                .get(0, Long.class);
    }

    /** The sources of a version, as far as it needs the files; empty when they are not kept. */
    public List<SourceText> sources(String workflow, String version) {
        return client.read(sql -> sql.fetch(
                        "SELECT file_name, source FROM workflow_source WHERE workflow = ? AND version = ?"
                                + " ORDER BY position",
                        workflow,
                        version)
                .map(row -> new SourceText(row.get("file_name", String.class), row.get("source", String.class))));
    }

    /**
     * Gives new executions another version, until the files change or it is taken back.
     *
     * @return the version that they get now
     * @throws IllegalArgumentException when it cannot be done, with the reason
     */
    public String rollBack(RollbackRequest request) {
        String answer = ask(Commands.ROLLBACK, request, tables -> {
            String version = Rollback.target(tables.versions(), request);
            tables.versions().rollBack(request.workflow(), version);
            return version;
        });
        if (!answer.matches("[0-9a-f]{12}")) {
            throw new IllegalArgumentException(answer);
        }
        return answer;
    }

    /**
     * Moves executions to another version.
     *
     * @throws IllegalArgumentException when it cannot be done, with the reason
     */
    public MigrationReport migrate(MigrationRequest request) {
        return read(ask(
                Commands.MIGRATE,
                request,
                tables -> write(Migration.withoutRuntime(tables).run(request))));
    }

    private String ask(String kind, Object request, Function<ExecutionTables, String> here) {
        return new StoreRequests(store)
                .send(kind, write(request), here, PATIENCE)
                .answer()
                .orElseThrow(() -> new StoreException(
                        "The runtime that has the store has not answered yet. The request stays in the store."));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private MigrationReport read(String answer) {
        try {
            return json.readValue(answer, MigrationReport.class);
        } catch (JsonProcessingException e) {
            // Not a report, but a sentence that says why there is none.
            throw new IllegalArgumentException(answer, e);
        }
    }
}

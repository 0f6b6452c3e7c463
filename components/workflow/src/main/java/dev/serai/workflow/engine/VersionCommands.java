/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.workflow.journal.ExecutionTables;
import java.util.Optional;

/** Carries out what people ask for about versions while the runtime runs. */
final class VersionCommands {

    private final ObjectMapper json = new ObjectMapper();
    private final ExecutionTables tables;
    private final WorkflowQueues queues;
    private final Versions versions;

    VersionCommands(ExecutionTables tables, WorkflowQueues queues, Versions versions) {
        this.tables = tables;
        this.queues = queues;
        this.versions = versions;
    }

    void addTo(CommandQueue commands) {
        commands.on(Commands.ROLLBACK, argument -> rollBack(read(argument, RollbackRequest.class)))
                .on(Commands.MIGRATE, argument -> write(migrate(read(argument, MigrationRequest.class))));
    }

    private String rollBack(RollbackRequest request) {
        String version = Rollback.target(tables.versions(), request);
        return versions.rollBack(request.workflow(), version).orElse(version);
    }

    private MigrationReport migrate(MigrationRequest request) {
        Optional<WorkflowQueue> queue = queues.find(request.workflow(), request.from());
        Migration migration = queue.isEmpty()
                ? Migration.withoutRuntime(tables)
                : new Migration(tables, queue.get().guard());
        MigrationReport report = migration.run(request);
        if (!request.dryRun() && !report.moved().isEmpty()) {
            versions.ensureLoaded(request.workflow(), report.to());
            queues.refill();
        }
        return report;
    }

    private <T> T read(String argument, Class<T> type) {
        try {
            return json.readValue(argument, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The request cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private String write(Object answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

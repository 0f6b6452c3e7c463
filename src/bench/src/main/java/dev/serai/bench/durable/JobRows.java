/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.serai.store.Store;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.value.MessageState;
import dev.serai.workflow.value.ValueCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The rows of executions as a program by hand writes them into the engine's tables, over a connection of its own. Used by
 * one thread at a time.
 */
final class JobRows implements AutoCloseable {

    private static final String START = """
            INSERT INTO execution (id, workflow, version, status, input, attempt, due_at, created_at, priority)
            VALUES (?, 'by-hand', '1', 'QUEUED', ?, 1, ?, ?, 5)""";

    private static final String STEP = """
            INSERT INTO step_record (execution_id, sequence, step, attempt, redelivery, discarded, idempotency_key,
                started_at, finished_at, input, change)
            VALUES (?, ?, ?, 1, 0, 0, ?, ?, ?, ?, ?)""";

    private static final String END = """
            UPDATE execution SET status = 'COMPLETED', output = ?, finished_at = ?, started_at = ? WHERE id = ?""";

    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    private final Connection connection;
    private final boolean remote;
    private final PreparedStatement start;
    private final PreparedStatement step;
    private final PreparedStatement end;
    private final byte[] content;
    private long statements;

    JobRows(JobStore store) throws SQLException {
        this.connection = store.connect();
        this.remote = store.isRemote();
        this.content = content();
        this.start = connection.prepareStatement(START);
        this.step = connection.prepareStatement(STEP);
        this.end = connection.prepareStatement(END);
    }

    /** Makes the engine's tables. */
    static void makeTables(JobStore place) {
        ExecutorService callbacks = Executors.newSingleThreadExecutor();
        try (Store store = place.settings().open(callbacks)) {
            new ExecutionTables(store).migrate();
        } finally {
            callbacks.shutdown();
        }
    }

    /** A text of 200 bytes as the engine writes a message that has nothing else. */
    private static byte[] content() {
        return MessageState.encode(new ValueCodec(), LocalFunction.BODY);
    }

    /** A new id of an execution. */
    static String newId() {
        return IDS.generate().toString();
    }

    /** From now on, what is written is durable after {@link #commit()} alone. */
    void beginGroups() throws SQLException {
        connection.setAutoCommit(false);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** How many statements were run; one that ran for many rows counts for each. */
    long statements() {
        return statements;
    }

    /** Adds executions to the queue. */
    void start(List<String> ids) throws SQLException {
        each(ids, this::start);
    }

    /** Records a step of each. */
    void step(List<String> ids, int number) throws SQLException {
        each(ids, id -> step(id, number));
    }

    /** Notes the end of each. */
    void end(List<String> ids) throws SQLException {
        each(ids, this::end);
    }

    private void each(List<String> ids, Row row) throws SQLException {
        PreparedStatement last = null;
        for (String id : ids) {
            last = row.of(id);
            statements++;
            if (remote && ids.size() > 1) {
                last.addBatch();
            } else {
                last.executeUpdate();
            }
        }
        if (remote && ids.size() > 1) {
            last.executeBatch();
        }
    }

    /** Sets a statement to the row of an execution. */
    private interface Row {
        PreparedStatement of(String id) throws SQLException;
    }

    private PreparedStatement start(String id) throws SQLException {
        long now = System.currentTimeMillis();
        start.setString(1, id);
        start.setBytes(2, content);
        start.setLong(3, now);
        start.setLong(4, now);
        return start;
    }

    private PreparedStatement step(String id, int number) throws SQLException {
        long now = System.currentTimeMillis();
        step.setString(1, id);
        step.setLong(2, number);
        step.setString(3, "by-hand/process" + number + "@1");
        step.setString(4, id + "-0123456789abcdef");
        step.setLong(5, now);
        step.setLong(6, now);
        step.setBytes(7, content);
        step.setBytes(8, content);
        return step;
    }

    private PreparedStatement end(String id) throws SQLException {
        long now = System.currentTimeMillis();
        end.setBytes(1, content);
        end.setLong(2, now);
        end.setLong(3, now);
        end.setString(4, id);
        return end;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

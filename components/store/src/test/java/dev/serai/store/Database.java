/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import dev.serai.connector.state.CheckpointStore;
import dev.serai.connector.state.EventLog;
import dev.serai.connector.state.MemoryCheckpointStore;
import dev.serai.connector.state.MemorySeenKeys;
import dev.serai.connector.state.SeenKeys;
import dev.serai.testkit.PostgresServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Where positions and keys are kept in a test. */
interface Database extends AutoCloseable {

    CheckpointStore checkpoints();

    SeenKeys seenKeys();

    /** Only databases keep events. */
    default EventLog events() {
        throw new UnsupportedOperationException("Nothing keeps events in memory.");
    }

    /** Closes the store and opens it again, where that is possible. */
    default void reopen() {}

    @Override
    default void close() {}

    static Database memory(Clock clock) {
        CheckpointStore checkpoints = new MemoryCheckpointStore(clock);
        SeenKeys seenKeys = new MemorySeenKeys(clock);
        return new Database() {
            @Override
            public CheckpointStore checkpoints() {
                return checkpoints;
            }

            @Override
            public SeenKeys seenKeys() {
                return seenKeys;
            }
        };
    }

    static Database sqlite(Path folder, Clock clock) {
        ExecutorService callbacks = Executors.newCachedThreadPool();
        return new Database() {
            private SqliteStore store = open();

            private SqliteStore open() {
                return new SqliteSettings(folder).open(callbacks);
            }

            @Override
            public CheckpointStore checkpoints() {
                return store.checkpoints(clock);
            }

            @Override
            public SeenKeys seenKeys() {
                return store.seenKeys(clock);
            }

            @Override
            public EventLog events() {
                return store.events(clock);
            }

            @Override
            public void reopen() {
                store.close();
                store = open();
            }

            @Override
            public void close() {
                store.close();
                callbacks.shutdownNow();
            }
        };
    }

    static Database postgres(PostgresServer server, Clock clock) {
        PostgresSettings settings = new PostgresSettings(server.newDatabase(), server.username(), "");
        return new Database() {
            private PostgresConsumerState store = PostgresConsumerState.open(settings);

            @Override
            public CheckpointStore checkpoints() {
                return store.checkpoints(clock);
            }

            @Override
            public SeenKeys seenKeys() {
                return store.seenKeys(clock);
            }

            @Override
            public EventLog events() {
                return store.events(clock);
            }

            @Override
            public void reopen() {
                store.close();
                store = PostgresConsumerState.open(settings);
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }
}

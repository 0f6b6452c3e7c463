/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import dev.serai.connector.state.CheckpointStore;
import dev.serai.connector.state.EventLog;
import dev.serai.connector.state.SeenKeys;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/** An open store. A write that was called back is durable. Thread-safe. */
public interface Store extends AutoCloseable {

    /**
     * Brings the tables of one component up to date.
     *
     * @param component names the component's own migration history
     * @param location a folder on the class path with Flyway's migrations for each database, in {@code sqlite} and
     *     {@code postgresql}
     */
    void migrate(String component, String location);

    /** How far sources were read. */
    CheckpointStore checkpoints();

    /** What was already processed. */
    SeenKeys seenKeys();

    /** The events of durable buses. */
    EventLog events();

    GroupCommitWriter writer();

    /** This process among those that share the store. */
    StoreNode node();

    /**
     * Reads, in the database's dialect. A read sees every write that was called back before it began, and fails with a
     * {@link StoreException}.
     */
    DSLContext read();

    /** Gives the room of what was removed back to the disk, where the database does not do so by itself. */
    void giveBackSpace();

    /** Tells a listener each time this process can no longer write the store, or may be thought dead there. It is tried again
     * every second. */
    void onFailure(Consumer<StoreException> listener);

    /** Tells a listener each time the store can be written again. */
    void onRecovery(Runnable listener);

    /** How the store fares now; costs nothing. */
    StoreCondition condition();

    /** Commits what was submitted before, then lets the store go. */
    @Override
    void close();
}

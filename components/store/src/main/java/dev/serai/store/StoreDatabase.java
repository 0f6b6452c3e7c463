/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jooq.SQLDialect;

/** In what the databases differ that a store may lie in. Thread-safe. */
interface StoreDatabase {

    /** How messages name the store; without secrets. */
    String name();

    SQLDialect dialect();

    /** The folder of the migrations for this database, under the component's. */
    String migrations();

    /**
     * Makes the connection that writes, and sees to it that nothing is on its way any more that this process wrote through
     * an earlier one.
     */
    Connection connectToWrite() throws SQLException;

    /**
     * Begins a group of changes. From here to their end no other process takes over what this one does.
     *
     * @throws NodeLostException when one has done so
     */
    void begin(WriteSession session) throws SQLException;

    /** The number of this process among those that share the store; 0 when it has it to itself. */
    int node();

    /** A parameter of a statement as the database can keep it. */
    Object kept(Object parameter);

    /** Whether statements wait for the database's answer on a network, so that many are better sent at once. */
    boolean isRemote();

    /** Whether no write can succeed any more, or nobody knows what became of one, as opposed to one that is wrong. */
    boolean concernsTheStore(Exception failure);

    /** Whether waiting cannot help. */
    boolean isDamaged(Exception failure);

    /** Whether the same writes may well succeed when they are done again at once. */
    boolean isPassing(Exception failure);

    /** Why tables could not be made; empty when it is not the database that says so. */
    Optional<StoreException> migrationFailed(Exception failure);

    StoreException writeFailed(Exception failure);

    StoreException readFailed(Exception failure);

    /** How long the connection that writes may lie idle before it is looked at; zero when it cannot break unseen. */
    Duration longestSilence();
}

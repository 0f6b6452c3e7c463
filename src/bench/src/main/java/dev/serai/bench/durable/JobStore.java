/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import dev.serai.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;

/** Where one contender keeps what it records, empty at first, and what that costs as counted from outside. */
interface JobStore extends AutoCloseable {

    /** For the engine. */
    StoreSettings settings();

    /** The folder or the URL, for a program of its own. */
    String address();

    /** The user there, or an empty text. */
    String username();

    /** The folder of a workspace that has its store here. */
    Path workspace();

    /** What its {@code application.properties} say of that. */
    String properties();

    /** For what is written by hand; the tables are there when a store was opened here before. */
    Connection connect() throws SQLException;

    /**
     * Fills the tables with so many completed executions of three steps, which ended just now.
     *
     * @param bytes of each input and of each output, at most 208
     */
    void fill(long executions, int bytes) throws SQLException;

    /** Whether statements go to a server, and are sent together. */
    boolean isRemote();

    /** How many connections may write at once. */
    int writers();

    /** How many transactions were committed that changed something, since some moment. */
    long commits();

    /** How many statements came to a server, commits not counted; empty where there is none to ask. */
    OptionalLong statements();

    /** What a server's processes took so far; zero where there is none. */
    Duration processorTime();

    @Override
    void close() throws IOException;
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;

/** One way to run executions of three steps, of which each leaves 200 bytes that are on the disk before the next begins. */
interface Job extends AutoCloseable {

    int STEPS = 3;

    String name();

    /** Runs executions, as many at once as it was made for, and returns when the end of each is on the disk. */
    void run(int executions) throws Exception;

    /** The processor time of the program until now, without a database server's. */
    Duration processorTime();

    /** How many statements the program counted until now; empty when it does not. */
    OptionalLong statements();

    JobStore store();

    @Override
    void close() throws IOException, SQLException;
}

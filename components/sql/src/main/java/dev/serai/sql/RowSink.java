/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.sql.SQLException;
import java.util.List;

/** Takes rows on one connection, within a transaction of others, and holds only some of them in memory. */
interface RowSink extends AutoCloseable {

    /** @param values in the order of the columns */
    void add(List<Object> values) throws SQLException;

    /** Everything is in the database when this comes back, though not committed; gives the number of rows changed. */
    long finish() throws SQLException;

    /** Lets go of what it holds. Without {@link #finish} the transaction is to be undone. */
    @Override
    void close() throws SQLException;
}

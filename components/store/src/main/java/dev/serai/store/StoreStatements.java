/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.util.Optional;
import org.jooq.Record;
import org.jooq.Result;

/**
 * Single statements on a store, whatever database it lies in: what is written over these is written once. A statement
 * that changes something is a transaction of its own, and durable when the call returns. Thread-safe.
 * All fail with a {@link StoreException}.
 */
interface StoreStatements {

    /** Runs a statement with parameters and gives the number of rows it changed. */
    int update(String sql, Object... parameters);

    /** Runs a statement that changes at most one row and gives back one number of it, if it changed one. */
    Optional<Long> updateReturning(String sql, Object... parameters);

    /** Runs several changes, all or none; durable when the call returns. */
    <T> T transaction(StoreChanges.Work<T> work);

    /** Reads. It sees every change that returned before it began. */
    Result<Record> query(String sql, Object... parameters);
}

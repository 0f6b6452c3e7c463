/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.sql.SQLException;
import java.util.Optional;

/** Statements of one transaction, whatever database it is on. Used within the transaction only. */
interface StoreChanges {

    /** Runs a statement with parameters and gives the number of rows it changed. */
    int update(String sql, Object... parameters) throws SQLException;

    /** Runs a statement that changes at most one row and gives back one number of it, if it changed one. */
    Optional<Long> updateReturning(String sql, Object... parameters) throws SQLException;

    /** What is done in one transaction. It may be run twice, so it must touch nothing but the store. */
    @FunctionalInterface
    interface Work<T> {
        T apply(StoreChanges changes) throws SQLException;
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.sql.SQLException;

/**
 * A change to the store. It runs in a transaction that it may share with others, and may be run twice when one of those
 * fails, so it must touch nothing but the store.
 */
@FunctionalInterface
public interface StoreWrite<T> {

    T apply(WriteSession session) throws SQLException;
}

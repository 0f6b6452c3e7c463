/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.sql.SQLException;
import java.util.List;

/**
 * A kind of change that is made to many things at once: those of a group that wait for the same commit share its
 * statements. Like a {@link StoreWrite} it may be run twice, so it must touch nothing but the store.
 *
 * @param <I> one change
 * @param <R> what it gives back
 */
@FunctionalInterface
public interface BatchWrite<I, R> {

    /**
     * Makes changes, in this order as far as one can see the other.
     *
     * @return what each gives back, in the same order
     */
    List<R> apply(WriteSession session, List<I> changes) throws SQLException;
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.sql.SQLException;

/** A write that somebody waits for. */
abstract sealed class PendingWrite<T> {

    private final StoreCallback<T> callback;
    private final int node;
    private T result;

    private PendingWrite(int node, StoreCallback<T> callback) {
        this.node = node;
        this.callback = callback;
    }

    /** Whether it belongs to what this process did under a number that is not its own any more. */
    boolean isOfFormer(int now) {
        return node != 0 && node != now;
    }

    /** Notes what the write gives back, once it is committed. */
    void came(T value) {
        result = value;
    }

    void succeed() {
        callback.done(result, null);
    }

    void fail(StoreException problem) {
        callback.done(null, problem);
    }

    /** One that is carried out by itself. */
    static final class Alone<T> extends PendingWrite<T> {
        private final StoreWrite<T> write;

        Alone(StoreWrite<T> write, StoreCallback<T> callback) {
            super(0, callback);
            this.write = write;
        }

        void run(WriteSession session) throws SQLException {
            came(write.apply(session));
        }
    }

    /** One that is carried out with others of its kind. */
    static final class OfMany<I, T> extends PendingWrite<T> {
        private final BatchWrite<I, T> kind;
        private final String key;
        private final I change;

        OfMany(BatchWrite<I, T> kind, String key, int node, I change, StoreCallback<T> callback) {
            super(node, callback);
            this.kind = kind;
            this.key = key;
            this.change = change;
        }

        BatchWrite<I, T> kind() {
            return kind;
        }

        String key() {
            return key;
        }

        I change() {
            return change;
        }
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.sql.SQLException;

/** A write that somebody waits for. */
abstract sealed class PendingWrite<T> {

    private final StoreCallback<T> callback;
    private T result;

    private PendingWrite(StoreCallback<T> callback) {
        this.callback = callback;
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
            super(callback);
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

        OfMany(BatchWrite<I, T> kind, String key, I change, StoreCallback<T> callback) {
            super(callback);
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

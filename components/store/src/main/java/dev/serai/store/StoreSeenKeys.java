/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import dev.serai.connector.state.SeenKeys;
import dev.serai.connector.state.StateArguments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Keys of what was already processed, kept in a store. Thread-safe, also among processes that share the store. */
final class StoreSeenKeys implements SeenKeys {

    /** Of one statement, so that others are not kept waiting for long. */
    private static final int REMOVED_AT_ONCE = 1_000;

    private final StoreStatements store;
    private final Clock clock;

    StoreSeenKeys(StoreStatements store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public boolean add(String scope, String key, Duration retention) {
        Instant now = clock.instant();
        return store.update(
                        "INSERT INTO seen_key (scope, message_key, seen_at, expires_at) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (scope, message_key) DO UPDATE SET seen_at = excluded.seen_at,"
                                + " expires_at = excluded.expires_at WHERE seen_key.expires_at <= excluded.seen_at",
                        StateArguments.scope(scope),
                        StateArguments.rememberedKey(key),
                        now.toEpochMilli(),
                        StateArguments.expiry(now, retention))
                == 1;
    }

    @Override
    public boolean contains(String scope, String key) {
        return store.query(
                        "SELECT 1 FROM seen_key WHERE scope = ? AND message_key = ? AND expires_at > ?",
                        StateArguments.scope(scope),
                        StateArguments.rememberedKey(key),
                        clock.millis())
                .isNotEmpty();
    }

    @Override
    public boolean remove(String scope, String key) {
        return store.update(
                        "DELETE FROM seen_key WHERE scope = ? AND message_key = ? AND expires_at > ?",
                        StateArguments.scope(scope),
                        StateArguments.rememberedKey(key),
                        clock.millis())
                == 1;
    }

    @Override
    public void clear(String scope) {
        store.update("DELETE FROM seen_key WHERE scope = ?", StateArguments.scope(scope));
    }

    @Override
    public int removeExpired() {
        long now = clock.millis();
        int all = 0;
        int removed;
        do {
            // Asked again outside: a key that was added anew meanwhile stays.
            removed = store.update(
                    "DELETE FROM seen_key WHERE expires_at <= ? AND (scope, message_key) IN"
                            + " (SELECT scope, message_key FROM seen_key WHERE expires_at <= ? LIMIT "
                            + REMOVED_AT_ONCE + ")",
                    now,
                    now);
            all += removed;
        } while (removed == REMOVED_AT_ONCE);
        return all;
    }
}

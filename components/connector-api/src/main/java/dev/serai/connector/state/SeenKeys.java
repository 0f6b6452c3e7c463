/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.state;

import java.time.Duration;

/**
 * Remembers keys of what was already processed, each for a time. Thread-safe. A bean of this type in Camel's registry is
 * used by all consumers of the context; without one, keys live in memory and are lost with the process.
 */
public interface SeenKeys {

    /**
     * Remembers a key unless it is remembered already; one whose time is over is new again. Returns only when that outlives the process, for stores that can.
     *
     * @param scope keeps the keys of different consumers apart; 1 to 200 characters
     * @param key any text, of any length
     * @param retention how long the key is remembered, from now on
     * @return whether the key was new
     * @throws IllegalArgumentException when the scope is not such text, or the retention is not positive
     */
    boolean add(String scope, String key, Duration retention);

    boolean contains(String scope, String key);

    /** Forgets a key; gives whether it was there. */
    boolean remove(String scope, String key);

    /** Forgets all keys of a scope. */
    void clear(String scope);

    /**
     * Forgets keys whose time is over. Called now and then by whoever owns the store.
     *
     * @return how many were forgotten
     */
    int removeExpired();
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers keys as long as the process lives: the newest 100,000 of each scope. Beyond that the oldest are forgotten
 * before their time, so that what is processed for ever does not fill the memory. Thread-safe.
 */
public final class MemorySeenKeys implements SeenKeys {

    private static final int KEYS_OF_A_SCOPE = 100_000;

    private final Clock clock;

    /** When each key is forgotten, in milliseconds since 1970; by scope, then by key, the oldest first. */
    private final Map<String, Map<String, Long>> scopes = new HashMap<>();

    public MemorySeenKeys() {
        this(Clock.systemUTC());
    }

    /** @param clock says when a key's time is over */
    public MemorySeenKeys(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized boolean add(String scope, String key, Duration retention) {
        Instant now = clock.instant();
        long expiry = StateArguments.expiry(now, retention);
        Map<String, Long> keys = scopes.computeIfAbsent(StateArguments.scope(scope), name -> new LinkedHashMap<>());
        String remembered = StateArguments.rememberedKey(key);
        if (isRemembered(keys.get(remembered), now)) {
            return false;
        }
        // Taken out first, so that it becomes the newest.
        keys.remove(remembered);
        keys.put(remembered, expiry);
        if (keys.size() > KEYS_OF_A_SCOPE) {
            Iterator<String> oldest = keys.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    @Override
    public synchronized boolean contains(String scope, String key) {
        return isRemembered(keys(scope).get(StateArguments.rememberedKey(key)), clock.instant());
    }

    @Override
    public synchronized boolean remove(String scope, String key) {
        return isRemembered(keys(scope).remove(StateArguments.rememberedKey(key)), clock.instant());
    }

    @Override
    public synchronized void clear(String scope) {
        scopes.remove(StateArguments.scope(scope));
    }

    @Override
    public synchronized int removeExpired() {
        Instant now = clock.instant();
        int before = size();
        scopes.values().forEach(keys -> keys.values().removeIf(expiry -> !isRemembered(expiry, now)));
        scopes.values().removeIf(Map::isEmpty);
        return before - size();
    }

    private int size() {
        return scopes.values().stream().mapToInt(Map::size).sum();
    }

    private Map<String, Long> keys(String scope) {
        return scopes.getOrDefault(StateArguments.scope(scope), new LinkedHashMap<>());
    }

    private static boolean isRemembered(Long expiry, Instant now) {
        return expiry != null && expiry > now.toEpochMilli();
    }
}

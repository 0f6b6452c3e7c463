/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.state.SeenKeys;
import java.time.Duration;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/** Camel's memory of what was already consumed, kept in {@link SeenKeys}. Thread-safe. */
public final class SeenKeysIdempotentRepository extends ServiceSupport implements IdempotentRepository {

    /** Effectively for ever. */
    public static final Duration FOR_EVER = Duration.ofDays(3_650);

    private final SeenKeys keys;
    private final String scope;
    private final Duration retention;

    /**
     * @param scope keeps the keys of different repositories apart
     * @param retention how long a key is remembered
     */
    public SeenKeysIdempotentRepository(SeenKeys keys, String scope, Duration retention) {
        this.keys = keys;
        this.scope = scope;
        this.retention = retention;
    }

    @Override
    public boolean add(String key) {
        return keys.add(scope, key, retention);
    }

    @Override
    public boolean contains(String key) {
        return keys.contains(scope, key);
    }

    @Override
    public boolean remove(String key) {
        return keys.remove(scope, key);
    }

    @Override
    public boolean confirm(String key) {
        return contains(key);
    }

    @Override
    public void clear() {
        keys.clear(scope);
    }
}

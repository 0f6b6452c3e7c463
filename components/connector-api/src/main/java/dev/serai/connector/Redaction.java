/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps the secrets of one connector out of what is shown: a server may well repeat a refused token in its reply.
 * Thread-safe; secrets may be added while it is used, as renewed tokens are.
 */
public final class Redaction {

    /** What stands in place of a secret. */
    public static final String MASK = "***";

    /** Shorter ones occur by chance in ordinary words; masking those would rather show where they are. */
    private static final int SHORTEST = 4;

    private final List<String> secrets = new CopyOnWriteArrayList<>();

    public Redaction(Collection<String> secrets) {
        secrets.forEach(this::add);
    }

    /** Masks one more value from now on. */
    public void add(String secret) {
        if (secret != null && secret.length() >= SHORTEST && !secrets.contains(secret)) {
            secrets.add(secret);
            // The longest first: one secret may hold another.
            secrets.sort(Comparator.comparingInt(String::length).reversed());
        }
    }

    /** Stops masking a value that is no longer in use, such as a token that expired. */
    public void remove(String secret) {
        secrets.remove(secret);
    }

    /** The text with every secret masked; itself when there is none in it. */
    public String apply(String text) {
        if (text == null) {
            return null;
        }
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, MASK);
        }
        return shown;
    }

    /** The failure itself when no secret stands in it or its causes; else a copy of it, with every secret masked. */
    public ConnectorException apply(ConnectorException failure) {
        return secrets.isEmpty() || !gives(failure) ? failure : failure.redacted(this::apply);
    }

    private boolean gives(ConnectorException failure) {
        Set<Throwable> seen = new LinkedHashSet<>();
        for (Throwable one = failure; one != null && seen.add(one); one = one.getCause()) {
            if (holds(one.getMessage()) || (one instanceof ConnectorException known && holds(known.details()))) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(this::holds);
        }
        if (value instanceof Collection<?> items) {
            return items.stream().anyMatch(this::holds);
        }
        return value instanceof String text && secrets.stream().anyMatch(text::contains);
    }
}

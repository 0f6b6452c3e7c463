/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.connector.Names;
import dev.serai.connector.Redaction;
import dev.serai.connector.configuration.LiteralSecrets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps secrets out of what people are shown: what connectors declare to be one, values under the names of credentials,
 * and secrets that stand inside other texts. Thread-safe.
 */
final class Masking {

    /** How names of credentials end, folded. */
    private static final List<String> CREDENTIALS = List.of(
            "password",
            "passwd",
            "pwd",
            "passphrase",
            "secret",
            "token",
            "apikey",
            "accesskey",
            "privatekey",
            "authorization",
            "credentials",
            "cookie");

    private static final JsonMapper JSON = new JsonMapper();

    private final List<Redaction> redactions;
    private final Set<String> names;

    /** @param names of fields and headers that are secret, besides those of credentials */
    Masking(Collection<Redaction> redactions, Collection<String> names) {
        this.redactions = List.copyOf(redactions);
        this.names = Set.copyOf(names);
    }

    /** A text with the secrets in it masked. */
    String text(String text) {
        if (text == null) {
            return null;
        }
        String shown = text;
        for (Redaction redaction : redactions) {
            shown = redaction.apply(shown);
        }
        return LiteralSecrets.masked(shown);
    }

    /** A body as people may see it. */
    Object body(Object body, Set<String> secrets) {
        return value(body, secrets);
    }

    /** Named values as people may see them. */
    Map<String, Object> named(Map<?, ?> values, Set<String> secrets) {
        Map<String, Object> shown = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            String name = String.valueOf(key);
            shown.put(text(name), isSecret(name, secrets) && value != null ? Redaction.MASK : value(value, secrets));
        });
        return shown;
    }

    private Object value(Object value, Set<String> secrets) {
        Object readable = ReadableValues.of(value);
        if (readable instanceof Map<?, ?> map) {
            return named(map, secrets);
        }
        if (readable instanceof Collection<?> items) {
            List<Object> shown = new ArrayList<>();
            items.forEach(item -> shown.add(value(item, secrets)));
            return shown;
        }
        if (readable instanceof Object[] items) {
            return value(Arrays.asList(items), secrets);
        }
        return readable instanceof CharSequence text ? text(document(text.toString(), secrets)) : readable;
    }

    /** A text that is a JSON document is masked like the values that it stands for. */
    private String document(String text, Set<String> secrets) {
        String trimmed = text.stripLeading();
        if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) {
            return text;
        }
        try {
            Object parsed = JSON.readValue(text, Object.class);
            Object masked = value(parsed, secrets);
            return masked.equals(parsed) ? text : JSON.writeValueAsString(masked);
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private boolean isSecret(String name, Set<String> secrets) {
        String folded = Names.fold(name);
        return CREDENTIALS.stream().anyMatch(folded::endsWith)
                || Stream.concat(names.stream(), secrets.stream()).anyMatch(secret -> Names.same(secret, name));
    }
}

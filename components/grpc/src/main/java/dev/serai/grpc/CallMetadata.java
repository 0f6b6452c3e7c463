/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.authentication.Credentials;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Puts together the metadata of calls, and reads those of replies. Those of a call win over the declared ones. */
final class CallMetadata {

    private static final String KEY = "[a-z0-9_.-]+";
    private static final String TEXT = "[\\x20-\\x7e]*";
    private static final Set<String> OURS = Set.of("content-type", "te", "user-agent", "connection", "host");

    private final Map<String, Object> declared;

    /** @throws ConnectorException when a key or value cannot be sent */
    CallMetadata(Map<String, Object> declared) {
        this.declared = declared;
        of(Map.of());
    }

    /** @throws ConnectorException when a key or value cannot be sent; the value is not shown */
    Metadata of(Map<?, ?> call) {
        Metadata metadata = new Metadata();
        declared.forEach((key, value) -> set(metadata, key, value));
        call.forEach((key, value) -> set(metadata, String.valueOf(key), value));
        return metadata;
    }

    /**
     * Adds what shows who calls.
     *
     * @throws ConnectorException when it cannot be sent
     */
    static void add(Metadata metadata, Credentials credentials) {
        credentials.headers().forEach((key, value) -> set(metadata, key, value));
    }

    /** Whether a key can be sent and takes text. */
    static boolean mayBeText(String key) {
        return isAllowed(key.toLowerCase(Locale.ROOT)) && !isBinary(key);
    }

    static void set(Metadata metadata, String name, Object value) {
        if (value == null) {
            return;
        }
        String key = name.toLowerCase(Locale.ROOT);
        if (!isAllowed(key)) {
            throw refused(
                    "The metadata key '" + shown(name) + "' cannot be sent: keys are made of a-z, 0-9, '-', '_' and"
                            + " '.', and those that begin with grpc- and "
                            + String.join(", ", OURS.stream().sorted().toList())
                            + " belong to gRPC itself.");
        }
        if (isBinary(key)) {
            Metadata.Key<byte[]> binary = Metadata.Key.of(key, Metadata.BINARY_BYTE_MARSHALLER);
            metadata.removeAll(binary);
            each(value).forEach(one -> metadata.put(binary, bytes(key, one)));
        } else {
            Metadata.Key<String> text = Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER);
            metadata.removeAll(text);
            each(value).forEach(one -> metadata.put(text, text(key, one)));
        }
    }

    private static boolean isAllowed(String key) {
        return key.matches(KEY) && !key.startsWith("grpc-") && !OURS.contains(key) && !key.equals("-bin");
    }

    private static boolean isBinary(String key) {
        return key.endsWith(Metadata.BINARY_HEADER_SUFFIX);
    }

    private static List<?> each(Object value) {
        return value instanceof List<?> several ? several : List.of(value);
    }

    private static String text(String key, Object value) {
        String text = String.valueOf(value);
        if (!text.matches(TEXT)) {
            throw refused(
                    "The metadata of the key '" + key + "' cannot be sent: text is made of printable ASCII"
                            + " characters, without line breaks. Give anything else as bytes, under a key that ends with -bin.");
        }
        return text;
    }

    private static byte[] bytes(String key, Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        try {
            return Base64.getDecoder().decode(String.valueOf(value));
        } catch (IllegalArgumentException e) {
            throw refused("The metadata of the key '" + key
                    + "' cannot be sent: a key that ends with -bin takes bytes, or" + " text in Base64.");
        }
    }

    private static String shown(String key) {
        return key.replaceAll("[^\\x21-\\x7e]", "?");
    }

    private static ConnectorException refused(String sentence) {
        return ConnectorException.of(GrpcErrors.METADATA_REFUSED, sentence)
                .neverSent()
                .build();
    }

    /** What a server sent: texts, or bytes for keys that end with {@code -bin}; a list where a key came several times. */
    static Map<String, Object> read(Metadata metadata) {
        Map<String, Object> read = new LinkedHashMap<>();
        for (String key : metadata.keys()) {
            if (isAllowed(key)) {
                List<Object> values = new ArrayList<>();
                Metadata.Key<?> typed = isBinary(key)
                        ? Metadata.Key.of(key, Metadata.BINARY_BYTE_MARSHALLER)
                        : Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER);
                metadata.getAll(typed).forEach(values::add);
                read.put(key, values.size() == 1 ? values.get(0) : values);
            }
        }
        return read;
    }
}

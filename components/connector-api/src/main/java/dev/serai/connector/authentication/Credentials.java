/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import java.util.Map;

/**
 * What a call carries to show who it comes from. Immutable; holds secrets, so that its text says nothing.
 *
 * @param headers by name: HTTP headers, message headers, gRPC metadata
 * @param queryParameters by name, for systems that take a key there
 */
public record Credentials(Map<String, String> headers, Map<String, String> queryParameters) {

    /** Nothing. */
    public static final Credentials NONE = new Credentials(Map.of(), Map.of());

    public Credentials {
        headers = Map.copyOf(headers);
        queryParameters = Map.copyOf(queryParameters);
    }

    public static Credentials header(String name, String value) {
        return new Credentials(Map.of(name, value), Map.of());
    }

    public static Credentials queryParameter(String name, String value) {
        return new Credentials(Map.of(), Map.of(name, value));
    }

    @Override
    public String toString() {
        return "Credentials[headers=" + headers.keySet() + ", queryParameters=" + queryParameters.keySet() + "]";
    }
}

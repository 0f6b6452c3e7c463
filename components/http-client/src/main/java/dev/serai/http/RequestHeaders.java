/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.ConnectorException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Puts together the headers of requests. Those of a call win over the declared ones. */
public final class RequestHeaders {

    private static final Set<String> OURS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "expect", "te", "trailer");

    private final Map<String, Object> declared;

    public RequestHeaders(Map<String, Object> declared) {
        this.declared = declared;
        of(Map.of());
    }

    /** @throws ConnectorException when a name or value cannot be a header; the value is not shown */
    public MultiMap of(Map<?, ?> call) {
        MultiMap headers = HttpHeaders.headers();
        declared.forEach((name, value) -> set(headers, name, value));
        call.forEach((name, value) -> set(headers, String.valueOf(name), value));
        return headers;
    }

    public static void set(MultiMap headers, String name, Object value) {
        if (value == null) {
            return;
        }
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw refused("The header '" + name + "' is set by the connector itself. Leave it out.");
        }
        try {
            headers.set(name, value.toString());
        } catch (IllegalArgumentException e) {
            throw refused("The header '" + name.replaceAll("[^\\x21-\\x7e]", "?")
                    + "' cannot be sent: its name or value holds a character that no header may hold, such as a line"
                    + " break.");
        }
    }

    private static ConnectorException refused(String sentence) {
        return ConnectorException.of(HttpErrors.HEADER_REFUSED, sentence).build();
    }
}

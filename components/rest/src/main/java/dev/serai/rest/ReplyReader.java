/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Redaction;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns a successful reply into a result. */
final class ReplyReader {

    private final Redaction redaction;

    ReplyReader(Redaction redaction) {
        this.redaction = redaction;
    }

    /** @throws ConnectorException when the body is not what its content type says */
    ExecutionResult read(HttpReply reply) {
        String contentType = reply.headers().get("Content-Type");
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("status", reply.status());
        metadata.put("responseHeaders", headers(reply));
        if (contentType != null) {
            metadata.put("contentType", contentType);
        }
        return ExecutionResult.of(value(reply, MediaType.of(contentType)), metadata);
    }

    /** Cookies are credentials, which have no place in a message. */
    private static Map<String, String> headers(HttpReply reply) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : reply.headers().names()) {
            if (!name.equalsIgnoreCase("Set-Cookie")) {
                headers.put(name, String.join(", ", reply.headers().getAll(name)));
            }
        }
        return headers;
    }

    private Object value(HttpReply reply, MediaType type) {
        if (reply.body().length() == 0) {
            return null;
        }
        if (type.isJson()) {
            try {
                return Json.read(reply.body().getBytes());
            } catch (IOException e) {
                throw ConnectorException.of(
                                RestErrors.REPLY_UNREADABLE,
                                "The server says that its reply is JSON, but it is not. It begins: "
                                        + excerpt(reply, type))
                        .detail("status", reply.status())
                        .build();
            }
        }
        return type.isText()
                ? reply.body().toString(type.charset())
                : reply.body().getBytes();
    }

    private String excerpt(HttpReply reply, MediaType type) {
        String text = redaction.apply(reply.body().toString(type.charset()));
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Redaction;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Turns a successful reply into a result. */
public final class ReplyReader {

    /** What the reply's body becomes. */
    public enum As {
        /** What its content type says. */
        AUTO,
        JSON,
        TEXT,
        BYTES,
        /** An {@link java.io.InputStream} that is read while it comes. */
        STREAM
    }

    private final Redaction redaction;

    public ReplyReader(Redaction redaction) {
        this.redaction = redaction;
    }

    /** @throws ConnectorException when the body is not what its content type says */
    public ExecutionResult read(HttpReply reply, As as) {
        return ExecutionResult.of(value(reply, as), metadata(reply));
    }

    /** What comes beside the body: {@code status}, {@code responseHeaders} and, where there is one, the content type. */
    public static Map<String, Object> metadata(HttpReply reply) {
        String contentType = reply.contentType();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("status", reply.status());
        metadata.put("responseHeaders", headers(reply));
        if (contentType != null) {
            metadata.put("contentType", contentType);
        }
        return metadata;
    }

    /** Found however their names are written. Cookies are credentials, which have no place in a message. */
    private static Map<String, String> headers(HttpReply reply) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, String> header : reply.headers()) {
            if (!header.getKey().equalsIgnoreCase("Set-Cookie")) {
                headers.merge(header.getKey(), header.getValue(), (before, next) -> before + ", " + next);
            }
        }
        return headers;
    }

    /** @throws ConnectorException when the body is not what its content type, or the caller, says */
    public Object value(HttpReply reply, As as) {
        if (reply.stream() != null) {
            return reply.stream();
        }
        if (reply.body().length() == 0) {
            return null;
        }
        MediaType type = MediaType.of(reply.contentType());
        if (as == As.JSON || (as == As.AUTO && type.isJson())) {
            return json(reply, type);
        }
        return as == As.TEXT || (as == As.AUTO && type.isText())
                ? reply.body().toString(type.charset())
                : reply.body().getBytes();
    }

    private Object json(HttpReply reply, MediaType type) {
        try {
            return Json.read(reply.body().getBytes());
        } catch (IOException e) {
            String said = type.isJson()
                    ? "The server says that its reply is JSON, but it is not."
                    : "The reply should be JSON, but the server says that it is "
                            + (reply.contentType() == null ? "of no kind" : "'" + type.type() + "'") + ".";
            throw ConnectorException.of(HttpErrors.REPLY_UNREADABLE, said + " It begins: " + excerpt(reply, type))
                    .detail("status", reply.status())
                    .build();
        }
    }

    private String excerpt(HttpReply reply, MediaType type) {
        String text = redaction.apply(reply.body().toString(type.charset()));
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}

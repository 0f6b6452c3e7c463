/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import dev.serai.connector.ConnectorException;
import dev.serai.http.BodyContent;
import dev.serai.http.FormContent;
import dev.serai.http.HttpErrors;
import dev.serai.http.RequestContent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an operation sends.
 *
 * @param contentType of what is sent
 * @param schema what it must be like, or null when the document does not say, or it is neither JSON nor a form
 * @param partTypes the content types that the document wants of single parts of a form, by name
 */
public record DescribedBody(String contentType, BodySchema schema, Map<String, String> partTypes) {

    static final String FORM = "application/x-www-form-urlencoded";
    static final String MULTIPART = "multipart/form-data";

    public DescribedBody {
        partTypes = Map.copyOf(partTypes);
    }

    static boolean isForm(String contentType) {
        return contentType.equals(FORM) || contentType.equals(MULTIPART);
    }

    /**
     * Makes a message's body what a request sends.
     *
     * @throws ConnectorException when it is not what the document describes
     */
    public RequestContent content(Object sent) {
        if (!isForm(contentType)) {
            if (schema != null) {
                schema.require(sent);
            }
            return BodyContent.of(sent, contentType);
        }
        if (!(sent instanceof Map<?, ?> fields)) {
            throw ConnectorException.of(
                            HttpErrors.BODY_REFUSED,
                            "The operation sends a form, so the body must be a map of its fields, but is of type "
                                    + sent.getClass().getName() + ".")
                    .build();
        }
        if (schema != null) {
            schema.requireForm(fields);
        }
        return contentType.equals(FORM) ? FormContent.of(fields) : FormContent.multipart(parts(fields));
    }

    private Map<?, ?> parts(Map<?, ?> fields) {
        Map<Object, Object> parts = new LinkedHashMap<>(fields);
        partTypes.forEach((name, type) -> parts.computeIfPresent(name, (key, value) -> part(value, type)));
        return parts;
    }

    /** A type that the message itself gives wins. */
    private static Object part(Object value, String type) {
        if (value instanceof Collection<?> items) {
            return items.stream().map(item -> part(item, type)).toList();
        }
        Map<Object, Object> part = new LinkedHashMap<>();
        part.put("contentType", type);
        if (value instanceof Map<?, ?> given && given.containsKey("content")) {
            part.putAll(given);
        } else {
            part.put("content", value);
        }
        return part;
    }
}

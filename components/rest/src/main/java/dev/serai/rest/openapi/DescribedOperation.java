/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import dev.serai.connector.Operation;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/**
 * An operation that a document describes.
 *
 * @param operation as routes see it
 * @param method of its requests
 * @param path under the base URL, with {@code {param}}s
 * @param parameters where its inputs go
 * @param body what is sent, or null for nothing
 * @param replies what may come back
 * @param security whom the API lets in
 */
public record DescribedOperation(
        Operation operation,
        HttpMethod method,
        String path,
        List<DescribedParameter> parameters,
        DescribedBody body,
        DescribedReplies replies,
        DescribedSecurity security) {

    /** The input that takes the body. */
    public static final String BODY = "body";

    public DescribedOperation {
        parameters = List.copyOf(parameters);
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.Operation;
import dev.serai.http.BodyContent;
import dev.serai.http.ConnectorHttpClient;
import dev.serai.http.FormContent;
import dev.serai.http.HttpErrors;
import dev.serai.http.HttpOptions;
import dev.serai.http.HttpRequest;
import dev.serai.http.HttpTarget;
import dev.serai.http.ReplyReader;
import dev.serai.http.RequestContent;
import dev.serai.http.RequestHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Puts the inputs of an operation together to a request. */
final class RestRequests {

    private final ConnectorHttpClient client;
    private final HttpOptions options;

    RestRequests(ConnectorHttpClient client, HttpOptions options) {
        this.client = client;
        this.options = options;
    }

    HttpRequest of(Operation operation, Map<String, Object> input, ExecutionContext context) {
        HttpTarget target = client.targets()
                .resolve(
                        (String) input.get(RestOperations.ENDPOINT),
                        input.get(RestOperations.QUERY),
                        context.parameters());
        MultiMap headers = client.headers((Map<?, ?>) input.getOrDefault(RestOperations.HEADERS, Map.of()));
        RequestContent content = content(operation, input, headers, context);
        if (!operation.readOnly() && !headers.contains(options.idempotencyHeader())) {
            context.idempotencyKey().ifPresent(key -> RequestHeaders.set(headers, options.idempotencyHeader(), key));
        }
        String method = (String) input.getOrDefault(RestOperations.METHOD, operation.name());
        return new HttpRequest(
                HttpMethod.valueOf(method),
                target,
                headers,
                content,
                timeout(input, options),
                responseType(input) == ReplyReader.As.STREAM);
    }

    private static RequestContent content(
            Operation operation, Map<String, Object> input, MultiMap headers, ExecutionContext context) {
        Object form = input.get(RestOperations.FORM);
        Object multipart = input.get(RestOperations.MULTIPART);
        if (form != null || multipart != null) {
            if (form != null && multipart != null) {
                throw ConnectorException.of(HttpErrors.BODY_REFUSED, "Give 'form' or 'multipart', not both.")
                        .build();
            }
            return form != null ? FormContent.of((Map<?, ?>) form) : FormContent.multipart((Map<?, ?>) multipart);
        }
        Object body =
                operation.name().equals(RestOperations.API_CALL) ? ApiCall.body(input) : input.get(RestOperations.BODY);
        Object declared = headers.contains("Content-Type")
                ? headers.get("Content-Type")
                : context.parameters().apply("Content-Type");
        return BodyContent.of(body, declared == null ? null : declared.toString());
    }

    static Duration timeout(Map<String, Object> input, HttpOptions options) {
        return (Duration) input.getOrDefault(RestOperations.TIMEOUT, options.requestTimeout());
    }

    static ReplyReader.As responseType(Map<String, Object> input) {
        return ReplyReader.As.valueOf(
                ((String) input.getOrDefault(RestOperations.RESPONSE_TYPE, "auto")).toUpperCase(Locale.ROOT));
    }
}

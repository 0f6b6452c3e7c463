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
import dev.serai.rest.openapi.DescribedBody;
import dev.serai.rest.openapi.DescribedOperation;
import dev.serai.rest.openapi.DescribedParameter;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
        String method = (String) input.getOrDefault(RestOperations.METHOD, operation.name());
        return request(operation, HttpMethod.valueOf(method), target, headers, content, input, context);
    }

    private HttpRequest request(
            Operation operation,
            HttpMethod method,
            HttpTarget target,
            MultiMap headers,
            RequestContent content,
            Map<String, Object> input,
            ExecutionContext context) {
        if (!operation.readOnly() && !headers.contains(options.idempotencyHeader())) {
            context.idempotencyKey().ifPresent(key -> RequestHeaders.set(headers, options.idempotencyHeader(), key));
        }
        return new HttpRequest(
                method,
                target,
                headers,
                content,
                timeout(input, options),
                responseType(input) == ReplyReader.As.STREAM);
    }

    /** A request as the API's own description has it. */
    HttpRequest of(DescribedOperation described, Map<String, Object> input, ExecutionContext context) {
        Map<String, Object> query = new LinkedHashMap<>();
        MultiMap headers = client.headers((Map<?, ?>) input.getOrDefault(RestOperations.HEADERS, Map.of()));
        Map<String, Object> path = new HashMap<>();
        List<String> cookies = new ArrayList<>();
        for (DescribedParameter parameter : described.parameters()) {
            Object value = input.get(parameter.field());
            if (value != null) {
                switch (parameter.place()) {
                    case PATH -> path.put(parameter.name(), parameter.text(value));
                    case QUERY -> query.putAll(parameter.query(value));
                    case HEADER -> RequestHeaders.set(headers, parameter.name(), parameter.text(value));
                    case COOKIE -> cookies.add(parameter.cookie(value));
                }
            }
        }
        if (!cookies.isEmpty()) {
            RequestHeaders.set(headers, "Cookie", String.join("; ", cookies));
        }
        HttpTarget target = client.targets()
                .resolve(
                        described.path(),
                        query,
                        name -> path.containsKey(name)
                                ? path.get(name)
                                : context.parameters().apply(name));
        return request(
                described.operation(), described.method(), target, headers, content(described, input), input, context);
    }

    private static RequestContent content(DescribedOperation described, Map<String, Object> input) {
        Object sent = input.get(DescribedOperation.BODY);
        DescribedBody body = described.body();
        return body == null || sent == null ? RequestContent.Whole.NONE : body.content(sent);
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

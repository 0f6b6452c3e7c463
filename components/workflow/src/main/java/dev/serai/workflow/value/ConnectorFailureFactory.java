/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps a connector's failure with its code, so that a route which asks for the status finds it again. */
final class ConnectorFailureFactory implements FailureFactory<ConnectorException> {

    @Override
    public Map<String, Object> details(ConnectorException failure) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("code", failure.code());
        details.put("category", failure.category().name());
        details.put("recoverable", failure.recoverable());
        details.put("connector", failure.connector());
        details.put("operation", failure.operation());
        details.put("neverSent", failure.neverSent());
        details.put("retryAfter", failure.retryAfter().orElse(null));
        details.put("details", failure.details());
        return details;
    }

    @Override
    @SuppressWarnings("unchecked")
    public ConnectorException create(String message, Throwable cause, Map<String, Object> details) {
        ErrorCode code = new ErrorCode(
                (String) details.get("code"), ErrorCategory.valueOf((String) details.get("category")), (Boolean)
                        details.get("recoverable"));
        ConnectorException.Builder builder = ConnectorException.of(code, message)
                .connector((String) details.get("connector"))
                .operation((String) details.get("operation"))
                .neverSent((Boolean) details.get("neverSent"))
                .retryAfter((Duration) details.get("retryAfter"))
                .cause(cause);
        ((Map<String, Object>) details.get("details")).forEach(builder::detail);
        return builder.restore();
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.connector.Names;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.support.PropertyBindingSupport;

/** Passes options through to Camel's file component. Those that decide what is read once and what becomes of it are ours. */
final class CamelFileOptions {

    private static final Set<String> OURS = Set.of(
            "configuration",
            "file",
            "directoryName",
            "autoCreate",
            "recursive",
            "filter",
            "idempotent",
            "idempotentEager",
            "idempotentKey",
            "idempotentRepository",
            "inProgressRepository",
            "delete",
            "move",
            "noop",
            "bridgeErrorHandler");

    private CamelFileOptions() {}

    /** @throws dev.serai.connector.ConnectorException for an option that is ours, unknown, or has an impossible value */
    static void bind(Map<?, ?> options, FileEndpoint endpoint, Caller caller) {
        Map<String, Object> rest = new LinkedHashMap<>();
        options.forEach((name, value) -> rest.put(String.valueOf(name), value));
        rest.keySet().stream()
                .filter(name -> OURS.stream().anyMatch(own -> Names.same(own, name)))
                .findFirst()
                .ifPresent(name -> {
                    throw caller.failure(
                                    FileErrors.OPTION_REFUSED,
                                    "'options." + name
                                            + "' is set by the connector itself. Use 'pattern', 'afterSuccess'"
                                            + " and 'rememberFor'.")
                            .build();
                });
        try {
            PropertyBindingSupport.build()
                    .withCamelContext(endpoint.getCamelContext())
                    .withTarget(endpoint)
                    .withProperties(rest)
                    .withIgnoreCase(true)
                    .withRemoveParameters(true)
                    .bind();
        } catch (PropertyBindingException e) {
            throw caller.failure(
                            FileErrors.OPTION_REFUSED,
                            "'options." + e.getPropertyName() + "' has the value '" + e.getValue()
                                    + "', which Camel's file component does not take.")
                    .cause(e)
                    .build();
        }
        if (!rest.isEmpty()) {
            throw caller.failure(
                            FileErrors.OPTION_REFUSED,
                            "Camel's file component has no option '"
                                    + rest.keySet().iterator().next()
                                    + "' ('options'). See the options of its consumer.")
                    .build();
        }
    }
}

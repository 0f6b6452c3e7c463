/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.Predicate;

/** An expression that says which events a handler wants. */
final class EventFilter {

    private EventFilter() {}

    /**
     * Reads an expression.
     *
     * @param language one of Camel's: {@code simple} or {@code jsonpath}
     * @throws dev.serai.connector.ConnectorException when it cannot be read
     */
    static Predicate of(CamelContext camelContext, Caller caller, String language, String expression) {
        try {
            Predicate predicate = camelContext.resolveLanguage(language).createPredicate(expression);
            predicate.init(camelContext);
            return predicate;
        } catch (NoSuchLanguageException e) {
            throw caller.failure(
                            EventErrors.SUBSCRIBER_INVALID,
                            "There is no language '" + language
                                    + "' to read the filter. Add the jar org.apache.camel:camel-" + language + ".")
                    .cause(e)
                    .build();
        } catch (RuntimeException e) {
            throw caller.failure(
                            EventErrors.SUBSCRIBER_INVALID,
                            "The filter '" + expression + "' is no expression in the language '" + language + "': "
                                    + e.getMessage())
                    .cause(e)
                    .build();
        }
    }
}

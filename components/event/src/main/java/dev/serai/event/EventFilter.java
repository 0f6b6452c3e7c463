/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import com.jayway.jsonpath.JsonPath;
import dev.serai.connector.Caller;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.Predicate;

/** An expression that says which events a handler wants. */
final class EventFilter {

    private static final String JSON_PATH = "jsonpath";

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
            if (language.equals(JSON_PATH)) {
                JsonPathSyntax.require(expression);
            }
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

    /** Camel reads a path when it first needs it. Loaded only where the language is there, which brings the library. */
    private static final class JsonPathSyntax {

        static void require(String expression) {
            JsonPath unused = JsonPath.compile(expression);
        }
    }
}

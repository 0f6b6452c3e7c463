/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.Language;

/**
 * Tells which expressions in the language simple are right, with one context for all of them. Camel's catalog, which
 * says where one is wrong, makes a context for each.
 */
final class SimpleSyntax {

    private final Language simple;

    SimpleSyntax(CamelContext context) {
        this.simple = context.resolveLanguage("simple");
    }

    /** Whether it can be parsed; when not, the catalog has the last word. */
    boolean accepts(String text, boolean predicate) {
        try {
            if (predicate) {
                simple.createPredicate(text);
            } else {
                simple.createExpression(text);
            }
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}

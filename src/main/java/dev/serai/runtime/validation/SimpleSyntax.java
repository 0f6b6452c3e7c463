/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;

/**
 * Tells which expressions in the language simple are right, with one context for all of them. Camel's catalog, which
 * says where one is wrong, makes a context for each.
 */
final class SimpleSyntax implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Language simple = context.resolveLanguage("simple");

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

    @Override
    public void close() {
        try {
            context.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

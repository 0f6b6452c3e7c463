/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import org.apache.camel.CamelContext;
import org.apache.camel.support.PropertyBindingSupport;

/** Finds what a declaration names by {@code #bean:} or {@code #class:}. */
final class Beans {

    private Beans() {}

    /** @throws IllegalArgumentException when there is none, or it is something else */
    static <T> T find(String option, String reference, Class<T> type, CamelContext camelContext) {
        Object found;
        try {
            found = PropertyBindingSupport.resolveBean(camelContext, reference);
        } catch (Exception e) {
            throw refused(option, reference, "cannot be had: " + e.getMessage(), type);
        }
        if (!type.isInstance(found)) {
            throw refused(option, reference, "is a " + found.getClass().getName(), type);
        }
        return type.cast(found);
    }

    private static IllegalArgumentException refused(String option, String reference, String what, Class<?> type) {
        return new IllegalArgumentException("'" + reference + "' of 'connection.auth." + option + "' " + what
                + ". Expected a bean in Camel's registry, or a class with a public constructor without parameters, that"
                + " implements " + type.getName() + ".");
    }
}

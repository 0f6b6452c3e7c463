/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http.decision;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The parts of an endpoint's URI.
 *
 * @param scheme in front of the first colon
 * @param path between that and the options
 * @param options each as {@code name=value}
 */
record EndpointText(String scheme, String path, List<String> options) {

    static EndpointText of(String uri) {
        int colon = uri.indexOf(':');
        String rest = colon < 0 ? "" : uri.substring(colon + 1);
        int mark = rest.indexOf('?');
        String path = mark < 0 ? rest : rest.substring(0, mark);
        return new EndpointText(
                scheme(uri),
                path.startsWith("//") ? path.substring(2) : path,
                mark < 0 ? List.of() : Arrays.asList(rest.substring(mark + 1).split("&")));
    }

    static String scheme(String uri) {
        int colon = uri.indexOf(':');
        return colon < 0 ? uri : uri.substring(0, colon);
    }

    /** Whether an option names a bean, whose code may do anything. */
    boolean namesABean() {
        return options.stream().anyMatch(option -> option.contains("=#") || option.contains("=%23"));
    }

    boolean has(String option, String value) {
        return options.stream()
                .map(text -> text.toLowerCase(Locale.ROOT))
                .anyMatch((option + "=" + value).toLowerCase(Locale.ROOT)::equals);
    }
}

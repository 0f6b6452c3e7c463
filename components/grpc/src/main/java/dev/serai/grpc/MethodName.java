/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A method as calls name it.
 *
 * @param service with its package: {@code shop.Inventory}
 * @param method {@code Get}
 */
record MethodName(String service, String method) {

    private static final String IDENTIFIER = "[A-Za-z_][A-Za-z0-9_]*";
    private static final Pattern WRITTEN =
            Pattern.compile("/?(" + IDENTIFIER + "(?:\\." + IDENTIFIER + ")*)/(" + IDENTIFIER + ")");

    /** @throws ConnectorException when it is written otherwise */
    static MethodName of(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            throw refused("The method '" + text + "' is not written as package.Service/Method, such as"
                    + " shop.Inventory/Get.");
        }
        return new MethodName(matcher.group(1), matcher.group(2));
    }

    static ConnectorException refused(String sentence) {
        return ConnectorException.of(GrpcErrors.METHOD_REFUSED, sentence)
                .neverSent()
                .build();
    }

    @Override
    public String toString() {
        return service + "/" + method;
    }
}

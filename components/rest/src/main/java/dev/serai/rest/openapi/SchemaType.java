/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import io.swagger.v3.oas.models.media.Schema;

/** The type that a schema names, in 3.0 as one word and in 3.1 perhaps beside {@code null}. */
final class SchemaType {

    private SchemaType() {}

    /** Such as {@code string}; empty when the schema leaves it open. */
    static String of(Schema<?> schema) {
        if (schema == null) {
            return "";
        }
        if (schema.getType() != null) {
            return schema.getType();
        }
        return schema.getTypes() == null
                ? ""
                : schema.getTypes().stream()
                        .filter(type -> !type.equals("null"))
                        .findFirst()
                        .orElse("");
    }
}

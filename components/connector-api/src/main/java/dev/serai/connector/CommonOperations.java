/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.Optional;

/** Operations that every connector has, whatever its type. A type's own operation of the same name wins. */
public final class CommonOperations {

    /** Forgets results that the connector's cache keeps. */
    public static final Operation CLEAR_CACHE = Operation.call("clearCache", "Forgets results that the cache keeps.")
            .field(Field.optional(
                    "resource",
                    Field.Type.STRING,
                    "Forgets only what was read of this table, path or file. Otherwise everything."))
            .resource("resource")
            .output(Field.Type.ANY, "Null.")
            .idempotent()
            .build();

    private CommonOperations() {}

    /** Finds an operation of a type, or else a common one. */
    public static Optional<Operation> find(ConnectorMetadata metadata, String name) {
        return metadata.operation(name)
                .or(() -> Names.same(CLEAR_CACHE.name(), name) ? Optional.of(CLEAR_CACHE) : Optional.empty());
    }
}

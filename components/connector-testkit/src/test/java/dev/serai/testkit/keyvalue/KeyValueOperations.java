/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.keyvalue;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DataOperations;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import java.util.List;

/** What a key-value connector can do. */
final class KeyValueOperations {

    static final Operation GET = named("get", "Reads a text.")
            .readOnly()
            .output(Field.Type.STRING, "The text.")
            .build();

    static final Operation PUT = named("put", "Puts a text in the place of the one that was there.")
            .payload(Field.required("value", Field.Type.STRING, "The text."))
            .output("Null.")
            .idempotent()
            .build();

    static final Operation APPEND = named("append", "Makes a text longer.")
            .payload(Field.required("value", Field.Type.STRING, "What is added at the end."))
            .output(Field.Type.STRING, "The whole text.")
            .build();

    static final Operation REMOVE = named("remove", "Removes a text; one that is not there is fine.")
            .output("Null.")
            .idempotent()
            .build();

    static final Operation PUT_ALL = Operation.call("putAll", "Puts several texts, all of them or none.")
            .payload(Field.required("entries", Field.Type.MAP, "A map from name to text."))
            .output("Null.")
            .idempotent()
            .build();

    static final Operation SUM = Operation.call("sum", "Adds up texts that are numbers.")
            .field(Field.required("resource", Field.Type.STRING, "What the names begin with."))
            .resource("resource")
            .output(Field.Type.NUMBER, "The sum.")
            .readOnly()
            .build();

    static final Operation FETCH =
            DataOperations.fetch("What the names of the records begin with.").build();

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("key-value", "Key-value server")
            .description("Reads and changes texts that a server keeps by name.")
            .category(ConnectorMetadata.Category.DATABASE)
            .tags("key-value", "http")
            .aliases("kv")
            .operations(List.of(GET, PUT, APPEND, REMOVE, PUT_ALL, SUM, FETCH))
            .errors(KeyValueErrors.ALL)
            .asynchronous()
            .documentation("components/connector-testkit/README.md")
            .example("A server on this machine", """
                    connectors:
                      - name: texts
                        type: key-value
                        connection:
                          url: http://localhost:8080
                          username: serai
                          password: "${TEXTS_PASSWORD}"
                    """)
            .build();

    private KeyValueOperations() {}

    private static Operation.Builder named(String name, String description) {
        return Operation.call(name, description)
                .field(Field.required("name", Field.Type.STRING, "The text's name."))
                .resource("name");
    }
}

package __package__;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import java.util.List;

/** What a connector of type {@code __type__} can do. Endpoints, checks, messages and the page come from it. */
final class __Prefix__Operations {

    static final Operation GET = named("get", "Reads a text.")
            .readOnly()
            .output(Field.Type.STRING, "The text.")
            .build();

    static final Operation PUT = named("put", "Puts a text in the place of the one that was there.")
            .payload(Field.required("value", Field.Type.STRING, "The text."))
            .idempotent()
            .output("Null.")
            .build();

    static final Operation REMOVE = named("remove", "Removes a text; one that is not there is fine.")
            .idempotent()
            .output("Null.")
            .build();

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("__type__", "__title__")
            .description("Reads and changes texts that a server keeps by name.")
            .category(ConnectorMetadata.Category.CUSTOM)
            .tags("__type__", "http")
            .operations(List.of(GET, PUT, REMOVE))
            .errors(__Prefix__Errors.ALL)
            .requires("A server that speaks the protocol of this connector.")
            .author("__group__")
            .documentation("README.md")
            .example("A server on this machine", """
                    connectors:
                      - name: texts
                        type: __type__
                        connection:
                          url: http://localhost:8080
                          username: serai
                          password: "${__ENVIRONMENT___PASSWORD}"
                    """)
            .build();

    private __Prefix__Operations() {}

    private static Operation.Builder named(String name, String description) {
        return Operation.call(name, description)
                .field(Field.required("name", Field.Type.STRING, "The text's name."))
                .resource("name");
    }
}

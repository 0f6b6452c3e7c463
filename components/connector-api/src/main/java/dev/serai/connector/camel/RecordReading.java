/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.Operation;
import dev.serai.connector.StreamRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a route reads the records of a resource.
 *
 * @param operation the name of the operation that reads
 * @param source under which name the position is kept
 * @param resource the file, table or collection
 * @param pollInterval the wait between two looks for more
 * @param checkpointEvery after how many records the position is saved
 * @param skipsFailures whether a record that the route failed for is left behind
 * @param options what the connector itself takes, by field name
 */
record RecordReading(
        String operation,
        String source,
        String resource,
        Duration pollInterval,
        int checkpointEvery,
        boolean skipsFailures,
        Map<String, Object> options) {

    private static final List<String> FIELDS =
            List.of("resource", "reader", "pollInterval", "checkpointEvery", "onError");

    /** Whether {@link dev.serai.connector.DataOperations#stream} described an operation. */
    static boolean isDescribedBy(Operation operation) {
        return FIELDS.stream().allMatch(name -> operation.field(name).isPresent());
    }

    /** @param input of an operation that {@link dev.serai.connector.DataOperations#stream} describes, complete */
    static RecordReading of(String connector, Operation operation, Map<String, Object> input) {
        Map<String, Object> options = new LinkedHashMap<>(input);
        String resource = (String) options.remove("resource");
        Object reader = options.remove("reader");
        return new RecordReading(
                operation.name(),
                connector + "/" + operation.name() + "/" + resource + (reader == null ? "" : "#" + reader),
                resource,
                (Duration) options.remove("pollInterval"),
                Math.toIntExact((Long) options.remove("checkpointEvery")),
                "skip".equals(options.remove("onError")),
                options);
    }

    /** Asks for the records after a position, or for all. */
    StreamRequest after(Optional<String> position) {
        return new StreamRequest(operation, resource, options, position);
    }
}

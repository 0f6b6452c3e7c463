/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.ConnectorException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Writes more than fits, in each way that there is, in a process of its own; says what came of it. */
final class FullDiskWriter {

    private FullDiskWriter() {}

    /** @param arguments the folder in which the connector's lies */
    public static void main(String[] arguments) throws Exception {
        try (FileWorkspace files = new FileWorkspace(
                        Path.of(arguments[0]), "connection: {directory: box}, retry: {maxRetries: 0}")
                .start()) {
            attempt(files, "write", "new.csv", Map.of("path", "new.csv", "content", records()));
            attempt(files, "write", "old.csv", Map.of("path", "old.csv", "content", "x".repeat(4 << 20)));
            attempt(files, "append", "old.csv", Map.of("path", "old.csv", "content", "x".repeat(4 << 20)));
            attempt(files, "copy", "copy.csv", Map.of("path", "large.csv", "to", "copy.csv"));
            attempt(files, "write", "small.csv", Map.of("path", "small.csv", "content", "small"));
        }
    }

    private static Stream<Map<String, Object>> records() {
        return LongStream.range(0, 500_000).mapToObj(number -> Map.of("number", number));
    }

    private static void attempt(FileWorkspace files, String operation, String name, Map<String, Object> input) {
        String outcome;
        try {
            Object unused = files.call(operation, input);
            outcome = "done";
        } catch (ConnectorException e) {
            outcome = e.getMessage();
        }
        System.out.println(operation + " " + name + ": " + outcome);
    }
}

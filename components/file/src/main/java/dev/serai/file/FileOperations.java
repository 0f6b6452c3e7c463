/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.DataOperations;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.camel.SeenKeysIdempotentRepository;
import java.util.List;

/** What a file connector can do. */
final class FileOperations {

    static final Operation WRITE = Operation.call(
                    "write", "Writes a file. Whoever looks sees all of it or nothing; folders are made as needed.")
            .field(Field.required(
                    "path",
                    Field.Type.STRING,
                    "The file, from the connector's folder. {param} takes a value from headers, variables or the"
                            + " body."))
            .payload(Field.required(
                    "content",
                    Field.Type.ANY,
                    "Text, bytes or a stream as they are; anything else as JSON when the path ends in .json or format"
                            + " is json."))
            .field(Field.optional("format", Field.Type.STRING, "Writes the content as JSON whatever the path.")
                    .oneOf("json"))
            .field(Field.optional("ifExists", Field.Type.STRING, "What to do when the file is there.")
                    .oneOf("overwrite", "fail", "skip")
                    .withDefault("overwrite"))
            .resource("path")
            .output(Field.Type.STRING, "The file's path.")
            .metadata("path", Field.Type.STRING, "The file's path.")
            .metadata("bytes", Field.Type.INTEGER, "The file's size; 0 when it was skipped.")
            .idempotent()
            .build();

    static final Operation READ = Operation.call("read", "Reads a file.")
            .field(Field.required("path", Field.Type.STRING, "The file, from the connector's folder, with {param}."))
            .field(Field.optional("format", Field.Type.STRING, "What comes back: bytes, UTF-8 text, or parsed JSON.")
                    .oneOf("text", "bytes", "json")
                    .withDefault("bytes"))
            .resource("path")
            .output("The content.")
            .metadata("path", Field.Type.STRING, "The file's path.")
            .metadata("bytes", Field.Type.INTEGER, "The file's size.")
            .readOnly()
            .build();

    static final Operation LIST = Operation.call("list", "Lists files.")
            .field(pattern())
            .field(Field.optional(
                            "recursive",
                            Field.Type.BOOLEAN,
                            "Whether to look into folders; a pattern with a slash always does.")
                    .withDefault("false"))
            .output(Field.Type.LIST, "A list of maps with name, size (bytes) and modified (an Instant), by name.")
            .readOnly()
            .build();

    static final Operation DELETE = Operation.call("delete", "Removes a file; one that is not there is fine.")
            .field(Field.required("path", Field.Type.STRING, "The file, from the connector's folder, with {param}."))
            .resource("path")
            .output(Field.Type.BOOLEAN, "true when the file was there, else false.")
            .idempotent()
            .build();

    static final Operation STREAM = Operation.stream(
                    "stream", "Waits for files and reads them record by record, each file once.")
            .field(pattern())
            .field(format())
            .field(delimiter())
            .field(charset())
            .field(Field.optional(
                            "concurrency",
                            Field.Type.INTEGER,
                            "How many records may be in flight at once; with 1 they keep their order.")
                    .between("1", "10000")
                    .withDefault("1"))
            .field(Field.optional("pollInterval", Field.Type.DURATION, "The wait between two looks at the folder.")
                    .withDefault("1s"))
            .field(Field.optional(
                            "afterSuccess",
                            Field.Type.STRING,
                            "What becomes of a file whose records were all processed: it stays, is deleted, or is moved"
                                    + " to the folder .done beside it.")
                    .oneOf("leave", "delete", "move")
                    .withDefault("leave"))
            .field(Field.optional(
                            "rememberFor",
                            Field.Type.DURATION,
                            "How long it is remembered that a file was read; after that it is read again if it is still"
                                    + " there.")
                    .between("1s", "")
                    .withDefault(SeenKeysIdempotentRepository.FOR_EVER.toDays() + "d"))
            .field(Field.optional(
                    "options",
                    Field.Type.MAP,
                    "Options of Camel's file component that finds the files, passed through: options.maxDepth=3."))
            .output(Field.Type.MAP, "A message per record: a map from column to value.")
            .metadata("resource", Field.Type.STRING, "The file, from the connector's folder.")
            .metadata("recordId", Field.Type.INTEGER, "The record's number, from 1, without the header row.")
            .metadata("line", Field.Type.INTEGER, "The line where the record begins, from 1.")
            .build();

    static final Operation FETCH = DataOperations.page("The file, from the connector's folder.")
            .field(format())
            .field(delimiter())
            .field(charset())
            .build();

    static final List<Operation> ALL = List.of(WRITE, READ, LIST, DELETE, FETCH, STREAM);

    private FileOperations() {}

    private static Field format() {
        return Field.optional("format", Field.Type.STRING, "What the files hold.")
                .oneOf("csv", "json-lines", "lines")
                .withDefault("csv");
    }

    private static Field delimiter() {
        return Field.optional(
                        "delimiter", Field.Type.STRING, "What stands between the columns of a CSV; 'tab' for a tab.")
                .withDefault(",");
    }

    private static Field charset() {
        return Field.optional("charset", Field.Type.STRING, "How the files' text is encoded.")
                .withDefault("UTF-8");
    }

    private static Field pattern() {
        return Field.optional("pattern", Field.Type.STRING, "A glob such as *.csv or **/*.json.")
                .withDefault("*");
    }
}

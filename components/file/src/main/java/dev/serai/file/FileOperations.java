/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.DataOperations;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.camel.SeenKeysIdempotentRepository;
import dev.serai.file.format.FormatFields;
import java.util.List;

/** What a file connector can do. */
final class FileOperations {

    static final Operation WRITE = FormatFields.writing(Operation.call(
                            "write",
                            "Writes a file. Whoever looks sees all of it or nothing; folders are made as needed.")
                    .field(path())
                    .payload(content()))
            .field(ifExists("overwrite"))
            .resource("path")
            .output(Field.Type.STRING, "The file's path.")
            .metadata("path", Field.Type.STRING, "The file's path.")
            .metadata("bytes", Field.Type.INTEGER, "The file's size; 0 when it was skipped.")
            .idempotent()
            .build();

    static final Operation APPEND = FormatFields.writing(Operation.call(
                            "append",
                            "Writes at the end of a file, or a new one. The file is written anew with what it held"
                                    + " before, so that whoever looks sees all of the addition or nothing.")
                    .field(path())
                    .payload(content()))
            .resource("path")
            .output(Field.Type.STRING, "The file's path.")
            .metadata("path", Field.Type.STRING, "The file's path.")
            .metadata("bytes", Field.Type.INTEGER, "The file's size with the addition.")
            .build();

    static final Operation READ = FormatFields.readingWhole(
                    Operation.call("read", "Reads a file as a whole, or as it is asked for.")
                            .field(path()),
                    "stop",
                    "skip",
                    "divert")
            .field(Field.optional(
                            "fetchMode",
                            Field.Type.STRING,
                            "All of it in memory; or a stream: an iterator of records, or a stream of bytes. A stream holds"
                                    + " the file, on a server a connection too, until its end, or until it is closed with"
                                    + " the message.")
                    .oneOf("all", "stream")
                    .withDefault("all"))
            .field(Field.optional(
                            "maxInMemory",
                            Field.Type.INTEGER,
                            "The most bytes that a file may take in memory, decompressed, of records about. Of a larger one"
                                    + " nothing is given; a stream has no such bound.")
                    .between("1", Integer.toString(Integer.MAX_VALUE))
                    .withDefault(Long.toString(128L << 20)))
            .resource("path")
            .output("The content: bytes, text, the value of a JSON document, or a list of records, each a map; with"
                    + " fetchMode 'stream' an InputStream or an iterator of records.")
            .metadata("path", Field.Type.STRING, "The file's path.")
            .metadata("bytes", Field.Type.INTEGER, "The content's size; absent with records or a stream.")
            .metadata("count", Field.Type.INTEGER, "How many records the file has; absent with a stream.")
            .metadata("badRecords", Field.Type.INTEGER, "How many bad records were left out; absent with a stream.")
            .readOnly()
            .build();

    static final Operation LIST = Operation.call("list", "Lists files.")
            .field(pattern())
            .field(Field.optional(
                            "recursive",
                            Field.Type.BOOLEAN,
                            "Whether to look into folders; a pattern with a slash always does.")
                    .withDefault("false"))
            .field(Field.optional("prefix", Field.Type.STRING, "Only files whose paths begin with it: inbox/2026-."))
            .field(Field.optional("limit", Field.Type.INTEGER, "The most files of a page; without it all are listed.")
                    .between("1", "1000000"))
            .field(Field.optional("cursor", Field.Type.STRING, "The header CamelSeraiNextCursor of the page before."))
            .output(Field.Type.LIST, "A list of maps with name, size (bytes) and modified (an Instant), by name.")
            .metadata("count", Field.Type.INTEGER, "How many files the page has.")
            .metadata("nextCursor", Field.Type.STRING, "Gives the next page; absent on the last.")
            .readOnly()
            .build();

    static final Operation DELETE = Operation.call("delete", "Removes a file; one that is not there is fine.")
            .field(path())
            .resource("path")
            .output(Field.Type.BOOLEAN, "true when the file was there, else false.")
            .idempotent()
            .build();

    static final Operation EXISTS = Operation.call("exists", "Says whether a file is there.")
            .field(path())
            .resource("path")
            .output(Field.Type.BOOLEAN, "true when it is there.")
            .readOnly()
            .build();

    static final Operation STAT = Operation.call("stat", "Says how large and how old a file is.")
            .field(path())
            .resource("path")
            .output(Field.Type.MAP, "A map with name, size (bytes) and modified (an Instant).")
            .readOnly()
            .build();

    static final Operation MOVE = Operation.call("move", "Gives a file another path.")
            .field(path())
            .field(target())
            .field(ifExists("fail"))
            .resource("path")
            .output(Field.Type.STRING, "The file's path now; the old one when it was skipped.")
            .build();

    static final Operation COPY = Operation.call("copy", "Makes another file with the same content.")
            .field(path())
            .field(target())
            .field(ifExists("overwrite"))
            .resource("path")
            .output(Field.Type.STRING, "The path of the copy.")
            .idempotent()
            .build();

    static final Operation PRESIGN = Operation.call(
                    "presign",
                    "Gives an address by which whoever has it reaches a file for a while, without credentials; only in a"
                            + " bucket. It is a secret.")
            .field(path())
            .field(Field.optional(
                            "method", Field.Type.STRING, "What the address is for: to read the file, or to write it.")
                    .oneOf("get", "put")
                    .withDefault("get"))
            .field(Field.optional("expiresIn", Field.Type.DURATION, "How long the address is valid.")
                    .between("1s", "7d")
                    .withDefault("15m"))
            .resource("path")
            .output(Field.Type.STRING, "The URL.")
            .metadata("expiresAt", Field.Type.STRING, "When it stops being valid, as an ISO-8601 moment.")
            .idempotent()
            .build();

    static final Operation STREAM = FormatFields.reading(
                    Operation.stream("stream", "Waits for files and reads them record by record, each file once.")
                            .field(pattern()),
                    "stop",
                    "skip",
                    "divert")
            .field(Field.optional(
                            "concurrency",
                            Field.Type.INTEGER,
                            "How many records may be in flight at once; with 1 they keep their order.")
                    .between("1", "10000")
                    .withDefault("1"))
            .field(Field.optional("pollInterval", Field.Type.DURATION, "The wait between two looks for files.")
                    .between("1ms", "")
                    .withDefault("1s"))
            .field(Field.optional(
                    "reader",
                    Field.Type.STRING,
                    "Names this reader, so that several routes read the same files, each at its own pace."))
            .field(Field.optional(
                            "checkpointEvery",
                            Field.Type.INTEGER,
                            "After how many records the place in a file is saved, at the latest.")
                    .between("1", "100000")
                    .withDefault("1000"))
            .field(Field.optional(
                            "onError",
                            Field.Type.STRING,
                            "What becomes of a record that the route fails for: the reader stops at it, or skips it.")
                    .oneOf("stop", "skip")
                    .withDefault("stop"))
            .field(Field.optional(
                            "afterFailure",
                            Field.Type.STRING,
                            "What becomes of a file that the reader stopped at: it goes on there at the next poll, or is"
                                    + " moved to the folder .failed beside it, with the reason in a file of its name.")
                    .oneOf("retry", "move")
                    .withDefault("retry"))
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
                            "identity",
                            Field.Type.STRING,
                            "By what a file is known to be one that was read: its path, size and moment, as soon as no"
                                    + " other file can get that moment; or its path and a digest of what it holds, for"
                                    + " files that are replaced without a trace.")
                    .oneOf("moment", "content")
                    .withDefault("moment"))
            .output(Field.Type.MAP, "A message per record: a map from column to value.")
            .metadata("resource", Field.Type.STRING, "The file, from the connector's folder.")
            .metadata("recordId", Field.Type.INTEGER, "The record's number, from 1, without the header row.")
            .metadata("line", Field.Type.INTEGER, "The line where the record begins, from 1.")
            .metadata("entry", Field.Type.STRING, "The entry of the zip that holds the record; absent elsewhere.")
            .build();

    static final Operation FETCH = FormatFields.reading(
                    DataOperations.page("The file, from the connector's folder."), "stop", "skip")
            .metadata(
                    "badRecords",
                    Field.Type.INTEGER,
                    "How many bad records were left out up to the page's end, or the file's with total.")
            .build();

    static final List<Operation> ALL =
            List.of(WRITE, APPEND, READ, LIST, EXISTS, STAT, MOVE, COPY, DELETE, PRESIGN, FETCH, STREAM);

    private FileOperations() {}

    private static Field path() {
        return Field.required(
                "path",
                Field.Type.STRING,
                "The file, from the connector's base. {param} takes a value from headers, variables or the body.");
    }

    private static Field target() {
        return Field.required("to", Field.Type.STRING, "The new path, from the connector's base, with {param}.");
    }

    private static Field content() {
        return Field.required(
                "content",
                Field.Type.ANY,
                "Text, bytes or a stream of bytes as they are; a record, or a list, iterator or stream of records, in the"
                        + " format; anything else only as JSON.");
    }

    private static Field ifExists(String standard) {
        return Field.optional("ifExists", Field.Type.STRING, "What to do when a file is there already.")
                .oneOf("overwrite", "fail", "skip")
                .withDefault(standard);
    }

    private static Field pattern() {
        return Field.optional("pattern", Field.Type.STRING, "A glob such as *.csv or **/*.json.")
                .withDefault("*");
    }
}

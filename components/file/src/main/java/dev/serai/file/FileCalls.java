/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** The operations that are called, one method each. */
final class FileCalls {

    private final BaseFolder folder;
    private final FileContent content;

    FileCalls(BaseFolder folder, FileContent content) {
        this.folder = folder;
        this.content = content;
    }

    /** Checks what can be checked without the disk, and gives what is left to do. */
    Supplier<ExecutionResult> prepare(
            Operation operation, Map<String, Object> input, ExecutionContext context, Caller caller) {
        if (operation.name().equals(FileOperations.LIST.name())) {
            FilePattern pattern = new FilePattern((String) input.get("pattern"), caller);
            boolean recursive = pattern.looksIntoFolders() || Boolean.TRUE.equals(input.get("recursive"));
            return () -> list(pattern, recursive, caller);
        }
        String path = PathParameters.fill((String) input.get("path"), context, caller);
        if (operation.name().equals(FileOperations.WRITE.name())) {
            boolean json = "json".equals(input.get("format")) || path.endsWith(".json");
            return () -> write(path, input.get("content"), json, (String) input.get("ifExists"), caller);
        }
        if (operation.name().equals(FileOperations.READ.name())) {
            return () -> read(path, (String) input.get("format"), caller);
        }
        return () -> delete(path, caller);
    }

    private ExecutionResult write(String path, Object value, boolean json, String ifExists, Caller caller) {
        Path target = folder.resolve(path, caller);
        AtomicFile file = new AtomicFile(target);
        AtomicFile.Content bytes = content.of(value, json, caller);
        String name = folder.name(target);
        try {
            return written(name, ifExists.equals("overwrite") ? file.write(bytes) : file.writeNew(bytes));
        } catch (FileAlreadyExistsException e) {
            if (ifExists.equals("skip")) {
                return written(name, 0);
            }
            throw caller.failure(
                            FileErrors.ALREADY_THERE,
                            "The file " + name + " is already there, and ifExists is '" + ifExists + "'.")
                    .cause(e)
                    .build();
        } catch (IOException e) {
            throw writeFailure(name, value, e, caller);
        }
    }

    private static ConnectorException writeFailure(String name, Object value, IOException failure, Caller caller) {
        ConnectorException known = FileFailures.of(caller, "The file " + name + " cannot be written", failure);
        if (FileContent.canBeReadAgain(value)) {
            return known;
        }
        return caller.failure(
                        FileErrors.CONTENT_USED_UP,
                        "The file " + name + " cannot be written (" + failure.getMessage()
                                + "), and the content was a stream that is used up. Turn on stream caching to be able to"
                                + " try again.")
                .cause(failure)
                .build();
    }

    private ExecutionResult read(String path, String format, Caller caller) {
        Path source = folder.resolve(path, caller);
        String name = folder.name(source);
        try {
            byte[] bytes = Files.readAllBytes(source);
            Object output =
                    switch (format) {
                        case "text" -> text(bytes, name, caller);
                        case "json" -> FileContent.parse(bytes, name, caller);
                        default -> bytes;
                    };
            return ExecutionResult.of(output, Map.of("path", name, "bytes", (long) bytes.length));
        } catch (IOException e) {
            throw FileFailures.of(caller, "The file " + name + " cannot be read", e);
        }
    }

    private static String text(byte[] bytes, String name, Caller caller) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw caller.failure(
                            FileErrors.MALFORMED, "The file " + name + " is not UTF-8 text. Read it with format=bytes.")
                    .cause(e)
                    .build();
        }
    }

    private ExecutionResult list(FilePattern pattern, boolean recursive, Caller caller) {
        try {
            return ExecutionResult.of(new FileListing(folder).list(pattern, recursive));
        } catch (IOException e) {
            throw FileFailures.of(caller, "The folder " + folder.path() + " cannot be listed", e);
        }
    }

    private ExecutionResult delete(String path, Caller caller) {
        Path target = folder.resolve(path, caller);
        if (Files.isDirectory(target)) {
            throw caller.failure(
                            FileErrors.PATH_REFUSED,
                            "The path '" + path + "' names a folder. Only files can be deleted.")
                    .build();
        }
        try {
            return ExecutionResult.of(Files.deleteIfExists(target));
        } catch (IOException e) {
            throw FileFailures.of(caller, "The file " + folder.name(target) + " cannot be deleted", e);
        }
    }

    private static ExecutionResult written(String name, long bytes) {
        return ExecutionResult.of(name, Map.of("path", name, "bytes", bytes));
    }
}

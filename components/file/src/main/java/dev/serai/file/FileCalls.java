/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Operation;
import dev.serai.file.format.ProvidedFormats;
import dev.serai.file.format.RecordWriter;
import dev.serai.file.storage.Content;
import dev.serai.file.storage.PresignedUrl;
import dev.serai.file.storage.PresigningStorage;
import dev.serai.file.storage.PresigningStorage.Method;
import dev.serai.file.storage.Storage;
import dev.serai.file.storage.StoragePath;
import dev.serai.file.storage.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The operations on whole files. */
final class FileCalls {

    private final Storage storage;
    private final FileContent content;
    private final FileListing listing;
    private final WholeFile reading;
    private final ProvidedFormats formats;

    /** Of two additions at once, the second must begin with what the first has written. */
    private final Object appending = new Object();

    FileCalls(Storage storage, FileContent content, ProvidedFormats formats) {
        this.storage = storage;
        this.content = content;
        this.listing = new FileListing(storage);
        this.reading = new WholeFile(storage, formats);
        this.formats = formats;
    }

    /** Checks what can be checked without the storage, and gives what is left to do. */
    Supplier<ExecutionResult> prepare(
            Operation operation, Map<String, Object> input, ExecutionContext context, Caller caller) {
        if (operation.name().equals(FileOperations.LIST.name())) {
            return listing.prepare(input, caller);
        }
        String path = path("path", input, context, caller);
        String ifExists = (String) input.get("ifExists");
        return switch (operation.name()) {
            case "write" -> {
                Content bytes = content(path, input, caller);
                yield () -> write(path, input.get("content"), bytes, ifExists, caller);
            }
            case "append" -> {
                RecordWriter.of(input, path, formats, caller).requireContinuable(input.get("content"));
                Content bytes = content(path, input, caller);
                yield () -> append(path, input.get("content"), bytes, caller);
            }
            case "read" -> reading.prepare(path, input, caller);
            case "exists" -> () -> exists(path, caller);
            case "stat" -> () -> stat(path, caller);
            case "move" -> {
                String target = path("to", input, context, caller);
                yield () -> move(path, target, ifExists, caller);
            }
            case "copy" -> {
                String target = path("to", input, context, caller);
                yield () -> copy(path, target, ifExists, caller);
            }
            case "presign" -> {
                PresigningStorage presigning = presigning(caller);
                Method method = Method.valueOf(((String) input.get("method")).toUpperCase(Locale.ROOT));
                Duration validity = (Duration) input.get("expiresIn");
                yield () -> presign(presigning, path, method, validity, caller);
            }
            default -> () -> delete(path, caller);
        };
    }

    private static String path(String field, Map<String, Object> input, ExecutionContext context, Caller caller) {
        try {
            return StoragePath.of(PathParameters.fill((String) input.get(field), context, caller));
        } catch (IOException e) {
            throw FileFailures.of(caller, "", e);
        }
    }

    private Content content(String path, Map<String, Object> input, Caller caller) {
        return content.of(input.get("content"), RecordWriter.of(input, path, formats, caller), caller);
    }

    private ExecutionResult write(String path, Object value, Content bytes, String ifExists, Caller caller) {
        try {
            return written(path, storage.write(path, bytes, ifExists.equals("overwrite")));
        } catch (FileAlreadyExistsException e) {
            return skipped(path, ifExists, written(path, 0), e, caller);
        } catch (IOException e) {
            throw writeFailure(path, value, e, caller);
        }
    }

    private ExecutionResult append(String path, Object value, Content addition, Caller caller) {
        try {
            synchronized (appending) {
                try (InputStream before = storage.read(path)) {
                    Content whole = out -> {
                        before.transferTo(out);
                        addition.writeTo(out);
                    };
                    return written(path, storage.write(path, whole, true));
                } catch (NoSuchFileException e) {
                    return written(path, storage.write(path, addition, false));
                }
            }
        } catch (IOException e) {
            throw writeFailure(path, value, e, caller);
        }
    }

    private static ConnectorException writeFailure(String path, Object value, IOException failure, Caller caller) {
        ConnectorException known = FileFailures.of(caller, "The file " + path + " cannot be written", failure);
        if (FileContent.canBeReadAgain(value)) {
            return known;
        }
        return caller.failure(
                        FileErrors.CONTENT_USED_UP,
                        "The file " + path + " cannot be written (" + failure.getMessage()
                                + "), and the content was a stream that is used up. Turn on stream caching to be able to"
                                + " try again.")
                .cause(failure)
                .build();
    }

    private ExecutionResult exists(String path, Caller caller) {
        try {
            StoredFile unused = storage.stat(path);
            return ExecutionResult.of(true);
        } catch (NoSuchFileException e) {
            return ExecutionResult.of(false);
        } catch (IOException e) {
            throw FileFailures.of(caller, "The file " + path + " cannot be looked at", e);
        }
    }

    private ExecutionResult stat(String path, Caller caller) {
        try {
            return ExecutionResult.of(FileListing.described(storage.stat(path)));
        } catch (IOException e) {
            throw FileFailures.of(caller, "The file " + path + " cannot be looked at", e);
        }
    }

    private ExecutionResult move(String path, String target, String ifExists, Caller caller) {
        try {
            storage.move(path, target, ifExists.equals("overwrite"));
            return ExecutionResult.of(target);
        } catch (FileAlreadyExistsException e) {
            return skipped(target, ifExists, ExecutionResult.of(path), e, caller);
        } catch (IOException e) {
            throw FileFailures.of(caller, "The file " + path + " cannot be moved to " + target, e);
        }
    }

    private ExecutionResult copy(String path, String target, String ifExists, Caller caller) {
        try {
            storage.copy(path, target, ifExists.equals("overwrite"));
        } catch (FileAlreadyExistsException e) {
            return skipped(target, ifExists, ExecutionResult.of(target), e, caller);
        } catch (IOException e) {
            throw FileFailures.of(caller, "The file " + path + " cannot be copied to " + target, e);
        }
        return ExecutionResult.of(target);
    }

    private ExecutionResult delete(String path, Caller caller) {
        try {
            return ExecutionResult.of(storage.delete(path));
        } catch (IOException e) {
            throw FileFailures.of(caller, "The file " + path + " cannot be deleted", e);
        }
    }

    private PresigningStorage presigning(Caller caller) {
        if (storage instanceof PresigningStorage presigning) {
            return presigning;
        }
        throw caller.failure(
                        ConnectorErrors.UNSUPPORTED,
                        "Nobody can be let in to a file of " + storage.description()
                                + " by an address: only a bucket (connection.s3) gives those. Read the file, or copy it into"
                                + " a bucket.")
                .neverSent()
                .build();
    }

    private static ExecutionResult presign(
            PresigningStorage storage, String path, Method method, Duration validity, Caller caller) {
        try {
            PresignedUrl signed = storage.presign(path, method, validity);
            return ExecutionResult.of(
                    signed.url(), Map.of("expiresAt", signed.expires().toString()));
        } catch (IOException e) {
            throw FileFailures.of(caller, "An address of the file " + path + " cannot be signed", e);
        }
    }

    private static ExecutionResult skipped(
            String path, String ifExists, ExecutionResult result, IOException cause, Caller caller) {
        if (ifExists.equals("skip")) {
            return result;
        }
        throw caller.failure(
                        FileErrors.ALREADY_THERE,
                        "The file " + path + " is already there, and ifExists is '" + ifExists + "'.")
                .cause(cause)
                .build();
    }

    private static ExecutionResult written(String path, long bytes) {
        return ExecutionResult.of(path, Map.of("path", path, "bytes", bytes));
    }
}

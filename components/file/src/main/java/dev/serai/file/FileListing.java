/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.connector.ExecutionResult;
import dev.serai.file.storage.Selection;
import dev.serai.file.storage.Storage;
import dev.serai.file.storage.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lists files page by page. */
final class FileListing {

    private final Storage storage;

    FileListing(Storage storage) {
        this.storage = storage;
    }

    /** @param input of the operation {@code list} */
    Supplier<ExecutionResult> prepare(Map<String, Object> input, Caller caller) {
        FilePattern pattern = new FilePattern((String) input.get("pattern"), caller);
        String prefix = (String) input.getOrDefault("prefix", "");
        if (prefix.startsWith("/") || (prefix + "/").contains("../") || prefix.contains("//")) {
            throw caller.failure(
                            FileErrors.PATH_REFUSED,
                            "The prefix '" + prefix
                                    + "' does not begin paths of files. Give the beginning of a path such"
                                    + " as inbox/2026-.")
                    .build();
        }
        Selection selection = new Selection(
                prefix, pattern.looksIntoFolders() || Boolean.TRUE.equals(input.get("recursive")), (String)
                        input.getOrDefault("cursor", ""));
        Long limit = (Long) input.get("limit");
        return () -> list(selection, pattern, limit == null ? Long.MAX_VALUE : limit, caller);
    }

    private ExecutionResult list(Selection selection, FilePattern pattern, long limit, Caller caller) {
        List<Map<String, Object>> page = new ArrayList<>();
        Map<String, Object> metadata = new LinkedHashMap<>();
        try (Stream<StoredFile> found = storage.list(selection)) {
            Iterator<StoredFile> files =
                    found.filter(file -> pattern.matches(file.path())).iterator();
            while (files.hasNext() && page.size() < limit) {
                page.add(described(files.next()));
            }
            if (files.hasNext()) {
                metadata.put("nextCursor", page.get(page.size() - 1).get("name"));
            }
        } catch (UncheckedIOException e) {
            throw failure(e.getCause(), caller);
        } catch (IOException e) {
            throw failure(e, caller);
        }
        metadata.put("count", (long) page.size());
        return ExecutionResult.of(page, metadata);
    }

    private RuntimeException failure(IOException cause, Caller caller) {
        return FileFailures.of(caller, "The files of " + storage.description() + " cannot be listed", cause);
    }

    /** What an operation gives for a file. */
    static Map<String, Object> described(StoredFile file) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", file.path());
        entry.put("size", file.size());
        entry.put("modified", file.modified());
        return entry;
    }
}

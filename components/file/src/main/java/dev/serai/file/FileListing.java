/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Lists the files of a folder. */
final class FileListing {

    private final BaseFolder folder;

    FileListing(BaseFolder folder) {
        this.folder = folder;
    }

    /** The files that match, by name. Files that are being written are not there yet. */
    List<Map<String, Object>> list(FilePattern pattern, boolean recursive) throws IOException {
        List<Map<String, Object>> files = new ArrayList<>();
        try (Stream<Path> found = Files.walk(folder.path(), recursive ? Integer.MAX_VALUE : 1)) {
            for (Path file :
                    found.filter(path -> isListed(path, pattern)).sorted().toList()) {
                Map<String, Object> entry = new LinkedHashMap<>();
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                entry.put("name", folder.name(file));
                entry.put("size", attributes.size());
                entry.put("modified", attributes.lastModifiedTime().toInstant());
                files.add(entry);
            }
        }
        return files;
    }

    private boolean isListed(Path path, FilePattern pattern) {
        return !path.equals(folder.path())
                && !AtomicFile.isTemporary(path)
                && pattern.matches(folder.path().relativize(path))
                && Files.isRegularFile(path)
                && folder.reallyContains(path);
    }
}

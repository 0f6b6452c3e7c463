/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.regex.PatternSyntaxException;

/**
 * A glob over files. Without a slash it is matched against names, with one against paths from the base folder; a
 * leading <code>**&#47;</code> stands for any folders or none.
 */
final class FilePattern {

    private static final String ANY_FOLDERS = "**/";

    private final String glob;
    private final PathMatcher matcher;
    private final PathMatcher withoutFolders;

    FilePattern(String glob, Caller caller) {
        this.glob = glob;
        this.matcher = matcher(glob, caller);
        this.withoutFolders =
                glob.startsWith(ANY_FOLDERS) ? matcher(glob.substring(ANY_FOLDERS.length()), caller) : null;
    }

    /** Whether the pattern can match files in folders below the base folder. */
    boolean looksIntoFolders() {
        return glob.contains("/");
    }

    /** @param path from the base folder */
    boolean matches(String path) {
        return matches(Path.of(path));
    }

    private boolean matches(Path path) {
        if (!looksIntoFolders()) {
            return matcher.matches(path.getFileName());
        }
        return matcher.matches(path) || (withoutFolders != null && withoutFolders.matches(path));
    }

    @Override
    public String toString() {
        return glob;
    }

    private static PathMatcher matcher(String glob, Caller caller) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw caller.failure(
                            FileErrors.OPTION_REFUSED,
                            "The pattern '" + glob + "' is not a glob: " + e.getDescription()
                                    + ". Expected something like *.csv or **/*.json.")
                    .cause(e)
                    .build();
        }
    }
}

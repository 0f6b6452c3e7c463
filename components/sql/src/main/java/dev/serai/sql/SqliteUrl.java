/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.nio.file.Path;

/** Takes the URL of a SQLite database apart, so that the file can be found from the declaration's folder. */
final class SqliteUrl {

    static final String PREFIX = "jdbc:sqlite:";

    private static final String FILE_SCHEME = "file:";
    private static final String RESOURCE_SCHEME = ":resource:";

    private final String scheme;
    private final Path file;
    private final String parameters;

    private SqliteUrl(String scheme, Path file, String parameters) {
        this.scheme = scheme;
        this.file = file;
        this.parameters = parameters;
    }

    /** Whether the URL names a database that lives in memory alone. */
    static boolean isInMemory(String url) {
        String name = url.substring(PREFIX.length());
        return name.isEmpty() || name.startsWith("?") || name.contains(":memory:") || name.contains("mode=memory");
    }

    /** Whether the URL names a file on disk, rather than one inside a jar. */
    static boolean isFile(String url) {
        return url.startsWith(PREFIX) && !url.startsWith(PREFIX + RESOURCE_SCHEME) && !isInMemory(url);
    }

    /** @param url of a file, see {@link #isFile} */
    static SqliteUrl parse(String url, Path baseDirectory) {
        String rest = url.substring(PREFIX.length());
        int question = rest.indexOf('?');
        String parameters = question < 0 ? "" : rest.substring(question);
        String name = question < 0 ? rest : rest.substring(0, question);
        String scheme = name.startsWith(FILE_SCHEME) ? FILE_SCHEME : "";
        Path file = baseDirectory.resolve(name.substring(scheme.length())).normalize();
        return new SqliteUrl(scheme, file.toAbsolutePath(), parameters);
    }

    Path file() {
        return file;
    }

    @Override
    public String toString() {
        return PREFIX + scheme + file + parameters;
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a path from the base of a storage may look like. */
public final class StoragePath {

    /** Listings and streams pass over names that begin with a dot; these say in addition whose they are. */
    private static final String TEMPORARY_PREFIX = ".serai-";

    private static final String TEMPORARY_SUFFIX = ".tmp";

    private StoragePath() {}

    /**
     * The path without parts that say nothing: {@code ./a} is {@code a}.
     *
     * @throws RefusedPathException when it is absolute, leads upwards, or names no file
     */
    public static String of(String path) throws RefusedPathException {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                throw refusal(path, "leads upwards with '..'");
            }
            if (part.isEmpty()) {
                throw refusal(
                        path,
                        path.startsWith("/") && !path.equals("/")
                                ? "begins with a slash, but paths begin at the connector's base"
                                : "does not name a file");
            }
            if (part.chars().anyMatch(Character::isISOControl)) {
                throw refusal(path, "holds a control character");
            }
            if (!part.equals(".")) {
                parts.add(part);
            }
        }
        if (parts.isEmpty() || path.endsWith("/.")) {
            throw refusal(path, "does not name a file");
        }
        return String.join("/", parts);
    }

    private static RefusedPathException refusal(String path, String reason) {
        return new RefusedPathException(path, reason + ". Give a path such as inbox/orders.csv");
    }

    /** The last part. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** What comes before the last part, with its slash; empty for a file in the base. */
    public static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** A new name beside a file, for one that is being written. */
    public static String temporaryBeside(String path) {
        return folder(path) + TEMPORARY_PREFIX + UUID.randomUUID() + TEMPORARY_SUFFIX;
    }

    /** Whether a file is one that is being written, or was when the process died. */
    public static boolean isTemporary(String path) {
        String name = name(path);
        return name.startsWith(TEMPORARY_PREFIX) && name.endsWith(TEMPORARY_SUFFIX);
    }
}

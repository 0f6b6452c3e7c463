/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.sftp;

import com.jcraft.jsch.SftpATTRS;
import dev.serai.file.storage.RefusedPathException;
import dev.serai.file.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Path;

/** A folder of a server that no path leaves, not even through a symbolic link. Thread-safe. */
final class SftpFolder {

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private final String directory;
    private final String base;

    /**
     * @param directory as people call it
     * @param base the same with all links followed
     */
    SftpFolder(String directory, String base) {
        this.directory = directory;
        this.base = base;
    }

    String place(String path) {
        return base.endsWith("/") ? base + path : base + "/" + path;
    }

    /** The place of a file that is there, links followed. */
    String existing(SftpConnection connection, String path) throws IOException {
        String place = followed(connection, path);
        SftpATTRS unused = connection.ownAttributes(place);
        return place;
    }

    /** The place of a file in a folder that was followed, for a new name or one that itself is no link to follow. */
    String inFolder(SftpConnection connection, String path) throws IOException {
        String folder = StoragePath.folder(path);
        return folder.isEmpty()
                ? place(path)
                : followed(connection, folder.substring(0, folder.length() - 1)) + "/" + StoragePath.name(path);
    }

    /**
     * Follows the links of a path one by one, because servers differ in what they make of links when they are asked for a real
     * path.
     */
    private String followed(SftpConnection connection, String path) throws IOException {
        Path rest = Path.of(path);
        for (int links = 0; links <= MOST_LINKS; links++) {
            Path next = nextLink(connection, rest, path);
            if (next == null) {
                return place(rest.toString());
            }
            rest = next;
        }
        throw new RefusedPathException(path, "goes through more than " + MOST_LINKS + " symbolic links");
    }

    /** The path with its first link replaced by where that leads; null without a link. */
    private Path nextLink(SftpConnection connection, Path rest, String path) throws IOException {
        for (int parts = 1; parts <= rest.getNameCount(); parts++) {
            Path place = Path.of(place(rest.subpath(0, parts).toString()));
            if (!connection.isThere(place.toString())) {
                return null;
            }
            if (connection.ownAttributes(place.toString()).isLink()) {
                Path target = place.resolveSibling(connection.readLink(place.toString()))
                        .normalize();
                if (!target.startsWith(base) || target.equals(Path.of(base))) {
                    throw new RefusedPathException(
                            path,
                            "leads out of the folder " + directory
                                    + " through a symbolic link. Give a path of a file below that folder");
                }
                Path followed = Path.of(base).relativize(target);
                return parts == rest.getNameCount()
                        ? followed
                        : followed.resolve(rest.subpath(parts, rest.getNameCount()));
            }
        }
        return null;
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.local;

import dev.serai.file.storage.RefusedPathException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The folder that no operation leaves: not by a path, and not through a symbolic link. */
final class BaseFolder {

    private final Path folder;

    BaseFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    Path path() {
        return folder;
    }

    /**
     * Finds the place of a path, whether something is there or not.
     *
     * @throws RefusedPathException when the place lies outside
     */
    Path resolve(String path) throws RefusedPathException {
        Path place;
        try {
            place = folder.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw refusal(path, "is not a path in the folder " + folder + " (" + e.getReason() + ")");
        }
        if (!place.startsWith(folder) || place.equals(folder)) {
            throw refusal(path, "does not name a file inside the folder " + folder);
        }
        if (!reallyContains(place)) {
            throw refusal(path, "leads out of the folder " + folder + " through a symbolic link");
        }
        return place;
    }

    /** Whether what is nearest to a place, all links followed, still lies in the folder. */
    boolean reallyContains(Path place) {
        Path nearest = place;
        while (!nearest.equals(folder) && !Files.exists(nearest, LinkOption.NOFOLLOW_LINKS)) {
            nearest = nearest.getParent();
        }
        try {
            return nearest.equals(folder) || nearest.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            // A link to nothing: where it leads cannot be told.
            return false;
        }
    }

    /** A place as paths name it: from the folder, with slashes. */
    String name(Path place) {
        return folder.relativize(place).toString().replace('\\', '/');
    }

    private static RefusedPathException refusal(String path, String reason) {
        return new RefusedPathException(path, reason + ". Give a path of a file below that folder");
    }
}

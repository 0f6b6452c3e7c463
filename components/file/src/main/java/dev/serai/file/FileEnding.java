/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.file.storage.Storage;
import dev.serai.file.storage.StoragePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** What becomes of a file that was read. */
final class FileEnding {

    private static final String DONE = ".done/";
    private static final String FAILED = ".failed/";

    /** Keeps a file of the same name that was moved before. */
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS-");

    private final Storage storage;
    private final Success success;
    private final boolean movesFailed;

    /** @param movesFailed whether a file that failed is moved aside, rather than tried again */
    FileEnding(Storage storage, Success success, boolean movesFailed) {
        this.storage = storage;
        this.success = success;
        this.movesFailed = movesFailed;
    }

    /** What becomes of a file whose records were all processed. */
    enum Success {
        LEAVE,
        DELETE,
        MOVE
    }

    /** @param remember is done for a file that stays, which would be read again otherwise */
    void succeeded(String path, Runnable remember) throws IOException {
        switch (success) {
            case DELETE -> {
                boolean unused = storage.delete(path);
            }
            case MOVE -> {
                String unused = moveAside(path, DONE);
            }
            default -> remember.run();
        }
    }

    /** Gives whether the file was moved aside, with its reason beside it. */
    boolean failed(String path, Exception reason) throws IOException {
        if (!movesFailed) {
            return false;
        }
        try {
            String moved = moveAside(path, FAILED);
            byte[] text = (reason.getMessage() + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
            long unused = storage.write(moved + ".reason.txt", out -> out.write(text), true);
            return true;
        } catch (NoSuchFileException e) {
            // Whoever took it away knows more of it than we do.
            return false;
        }
    }

    private String moveAside(String path, String folder) throws IOException {
        String target = StoragePath.folder(path)
                + folder
                + MOMENT.format(ZonedDateTime.now(ZoneOffset.UTC))
                + StoragePath.name(path);
        // The moment makes the name new, and replacing is done at once on every storage.
        storage.move(path, target, true);
        return target;
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a file that a value names, as containers are given their secrets. */
final class ReferencedFile {

    private static final int LARGEST = 1024 * 1024;

    private ReferencedFile() {}

    /**
     * @param folder what a relative path is relative to
     * @return the file's text without the line break at its end
     * @throws IllegalArgumentException when it cannot be read, naming the path and the reason; its text is never shown
     */
    static String text(Path folder, String path) {
        try {
            return withoutLineBreak(decoded(bytes(folder.resolve(path))));
        } catch (NoSuchFileException e) {
            throw unreadable(path, "it does not exist");
        } catch (AccessDeniedException e) {
            throw unreadable(path, "access is denied");
        } catch (CharacterCodingException e) {
            throw unreadable(path, "it is not UTF-8 text");
        } catch (InvalidPathException e) {
            throw unreadable(path, "that is not a path");
        } catch (IOException e) {
            throw unreadable(path, e.getMessage());
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("it is larger than 1 MB");
            }
            return bytes;
        }
    }

    private static String decoded(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** Editors and {@code echo} end a text with one, which belongs to no password. */
    private static String withoutLineBreak(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static IllegalArgumentException unreadable(String path, String reason) {
        return new IllegalArgumentException("The file " + path + " of ${file:" + path + "} cannot be read: " + reason
                + ". Name a text file that the process may read.");
    }
}

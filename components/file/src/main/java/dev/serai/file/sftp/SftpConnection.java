/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.ChannelSftp.LsEntrySelector;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import dev.serai.file.storage.ConnectionLostException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.function.BiConsumer;

/** A connection that takes paths as they are and fails as files do. Used by one thread at a time. */
final class SftpConnection {

    private final ChannelSftp channel;

    SftpConnection(ChannelSftp channel) {
        this.channel = channel;
    }

    boolean isOpen() {
        return channel.isConnected();
    }

    void close() throws JSchException {
        channel.getSession().disconnect();
    }

    /** Whether the server has an extension of OpenSSH's. */
    boolean has(String extension) {
        return channel.getExtension(extension + "@openssh.com") != null;
    }

    String realPath(String place) throws IOException {
        return asked(place, () -> channel.realpath(quoted(place)));
    }

    /** Of what a link leads to. */
    SftpATTRS attributes(String place) throws IOException {
        return asked(place, () -> channel.stat(quoted(place)));
    }

    /** Of a link itself. */
    SftpATTRS ownAttributes(String place) throws IOException {
        return asked(place, () -> channel.lstat(quoted(place)));
    }

    boolean isThere(String place) throws IOException {
        try {
            return ownAttributes(place) != null;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    String readLink(String place) throws IOException {
        return asked(place, () -> channel.readlink(quoted(place)));
    }

    /** @param each gets what is in the folder: name and attributes; not the folder itself and its parent */
    void list(String folder, BiConsumer<String, SftpATTRS> each) throws IOException {
        asked(folder, () -> {
            channel.ls(quoted(folder), entry -> {
                String name = entry.getFilename();
                if (!name.equals(".") && !name.equals("..")) {
                    each.accept(name, entry.getAttrs());
                }
                return LsEntrySelector.CONTINUE;
            });
            return null;
        });
    }

    InputStream read(String place) throws IOException {
        return asked(place, () -> channel.get(quoted(place)));
    }

    OutputStream write(String place) throws IOException {
        return asked(place, () -> channel.put(quoted(place), ChannelSftp.OVERWRITE));
    }

    void remove(String place) throws IOException {
        asked(place, () -> {
            channel.rm(quoted(place));
            return null;
        });
    }

    void rename(String place, String target) throws IOException {
        asked(place, () -> {
            channel.rename(quoted(place), quoted(target));
            return null;
        });
    }

    /** Gives a file a second name. */
    void link(String place, String target) throws IOException {
        asked(place, () -> {
            channel.hardlink(quoted(place), quoted(target));
            return null;
        });
    }

    /** @param place of a file, or of a folder with a slash at its end */
    void makeFolders(String place) throws IOException {
        for (int slash = place.indexOf('/', 1); slash >= 0; slash = place.indexOf('/', slash + 1)) {
            String folder = place.substring(0, slash);
            try {
                SftpATTRS unused = attributes(folder);
            } catch (NoSuchFileException e) {
                make(folder);
            }
        }
    }

    private void make(String folder) throws IOException {
        try {
            asked(folder, () -> {
                channel.mkdir(folder);
                return null;
            });
        } catch (IOException e) {
            // Another caller may have been faster.
            if (!attributes(folder).isDir()) {
                throw e;
            }
        }
    }

    /** The library takes some signs in a path for a pattern's. */
    private static String quoted(String place) {
        return place.replaceAll("([\\\\*?])", "\\\\$1");
    }

    private static <T> T asked(String place, Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (SftpException e) {
            throw translated(place, e);
        }
    }

    private static IOException translated(String place, SftpException failure) {
        if (failure.getCause() != null) {
            // What the server answers has no cause.
            return new ConnectionLostException(failure.getCause());
        }
        IOException translated =
                switch (failure.id) {
                    case ChannelSftp.SSH_FX_NO_SUCH_FILE -> new NoSuchFileException(place);
                    case ChannelSftp.SSH_FX_PERMISSION_DENIED -> new AccessDeniedException(place);
                    default -> new IOException("the server says: " + failure.getMessage());
                };
        translated.initCause(failure);
        return translated;
    }

    /** Something that the server is asked. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws SftpException;
    }
}

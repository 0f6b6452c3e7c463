/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.ChannelSftp.LsEntrySelector;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import dev.serai.file.storage.ConnectionPool;
import dev.serai.file.storage.Content;
import dev.serai.file.storage.RefusedPathException;
import dev.serai.file.storage.Selection;
import dev.serai.file.storage.Storage;
import dev.serai.file.storage.StoragePath;
import dev.serai.file.storage.StoredFile;
import dev.serai.file.storage.UnreachableException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of an SFTP server, which no operation leaves, not even through a symbolic link. */
public final class SftpStorage implements Storage {

    private static final Logger LOG = LoggerFactory.getLogger(SftpStorage.class);

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private final SftpSettings settings;
    private final String directory;
    private final boolean create;
    private final SftpConnections connections;
    private ConnectionPool<ChannelSftp> pool;

    /** The base with all links followed; known once connected. */
    private volatile String base;

    /**
     * @param directory from the folder in which a login begins
     * @param create whether it is made when it is missing
     * @param baseDirectory what relative paths of the declaration are relative to
     */
    public SftpStorage(SftpSettings settings, String directory, boolean create, Path baseDirectory) {
        this.settings = settings;
        this.directory = directory;
        this.create = create;
        this.connections = new SftpConnections(settings, baseDirectory);
    }

    @Override
    public void open() throws IOException {
        pool = new ConnectionPool<>(connections, settings.maxConnections(), settings.timeout());
        try {
            check();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void check() throws IOException {
        base = call("", channel -> {
            try {
                if (create) {
                    makeFolders(channel, directory + "/");
                }
                String found = channel.realpath(directory);
                if (!channel.stat(found).isDir()) {
                    throw new SftpException(ChannelSftp.SSH_FX_NO_SUCH_FILE, directory);
                }
                return found;
            } catch (SftpException e) {
                throw new UnreachableException(
                        "There is no folder '" + directory + "' on the SFTP server " + settings.host()
                                + " that can be used (" + e.getMessage() + "). Create it or check its rights.",
                        e);
            }
        });
    }

    @Override
    public String description() {
        return "the folder " + directory + " of the SFTP server " + settings.host();
    }

    @Override
    public Arrival arrival() {
        return Arrival.OTHER_CLOCK;
    }

    @Override
    public Stream<StoredFile> list(Selection selection) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        call(selection.folder(), channel -> {
            collect(channel, selection.folder(), selection, files);
            return null;
        });
        return files.stream().sorted(Comparator.comparing(StoredFile::path));
    }

    /** @param folder with its slash, or empty */
    private void collect(ChannelSftp channel, String folder, Selection selection, List<StoredFile> files)
            throws SftpException {
        List<String> below = new ArrayList<>();
        try {
            channel.ls(quoted(absolute(folder)), entry -> {
                String path = folder + entry.getFilename();
                SftpATTRS attributes = entry.getAttrs();
                boolean special =
                        entry.getFilename().equals(".") || entry.getFilename().equals("..");
                if (attributes.isDir() && !special && selection.recursive()) {
                    below.add(path + "/");
                } else if (attributes.isReg() && !StoragePath.isTemporary(path) && selection.holds(path)) {
                    files.add(stored(path, attributes));
                }
                return LsEntrySelector.CONTINUE;
            });
        } catch (SftpException e) {
            if (e.id != ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                throw e;
            }
        }
        for (String next : below) {
            collect(channel, next, selection, files);
        }
    }

    private static StoredFile stored(String path, SftpATTRS attributes) {
        return new StoredFile(
                path, attributes.getSize(), Instant.ofEpochSecond(Integer.toUnsignedLong(attributes.getMTime())));
    }

    @Override
    public StoredFile stat(String path) throws IOException {
        return call(path, channel -> {
            String place = existing(channel, path);
            SftpATTRS attributes = channel.stat(quoted(place));
            if (!attributes.isReg()) {
                throw new NoSuchFileException(path);
            }
            return stored(path, attributes);
        });
    }

    @Override
    public InputStream read(String path) throws IOException {
        ChannelSftp channel = pool.take();
        try {
            return new HeldStream(channel.get(quoted(existing(channel, path))), channel);
        } catch (SftpException e) {
            release(channel, e);
            throw translated(path, e);
        } catch (IOException | RuntimeException e) {
            pool.discard(channel);
            throw e;
        }
    }

    @Override
    public long write(String path, Content content, boolean replace) throws IOException {
        return call(path, channel -> {
            String target = inFolder(channel, path);
            if (!replace) {
                requireFree(channel, target, path);
            }
            makeFolders(channel, target);
            String temporary = StoragePath.temporaryBeside(target);
            boolean named = false;
            try {
                long bytes = send(channel, temporary, content);
                name(channel, temporary, target, path, replace);
                named = true;
                return bytes;
            } finally {
                if (!named) {
                    remove(temporary);
                }
            }
        });
    }

    private static long send(ChannelSftp channel, String place, Content content) throws IOException, SftpException {
        try (OutputStream out = channel.put(place, ChannelSftp.OVERWRITE)) {
            content.writeTo(out);
        }
        // The server has all of it only when it says so.
        return channel.stat(quoted(place)).getSize();
    }

    /** What is left of a failed write, by another connection, for the first may be lost. */
    private void remove(String temporary) {
        try {
            call(temporary, channel -> {
                channel.rm(quoted(temporary));
                return null;
            });
        } catch (IOException e) {
            LOG.warn("What is left of a failed write stays as {}: {}", temporary, e.getMessage());
        }
    }

    /** Gives a file its name, at once where the server has OpenSSH's extensions for it. */
    private static void name(ChannelSftp channel, String place, String target, String path, boolean replace)
            throws IOException, SftpException {
        if (replace && !has(channel, "posix-rename@openssh.com") && isThere(channel, target)) {
            channel.rm(quoted(target));
        }
        if (!replace && has(channel, "hardlink@openssh.com")) {
            // A rename could replace a file that came meanwhile; a second name for the file cannot.
            try {
                channel.hardlink(quoted(place), quoted(target));
            } catch (SftpException e) {
                requireFree(channel, target, path);
                throw e;
            }
            channel.rm(quoted(place));
        } else {
            channel.rename(quoted(place), quoted(target));
        }
    }

    private static boolean has(ChannelSftp channel, String extension) {
        return channel.getExtension(extension) != null;
    }

    private static boolean isThere(ChannelSftp channel, String place) throws SftpException {
        try {
            return channel.lstat(quoted(place)) != null;
        } catch (SftpException e) {
            if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                return false;
            }
            throw e;
        }
    }

    private static void requireFree(ChannelSftp channel, String place, String path) throws IOException, SftpException {
        if (isThere(channel, place)) {
            throw new FileAlreadyExistsException(path);
        }
    }

    @Override
    public boolean delete(String path) throws IOException {
        try {
            return call(path, channel -> {
                String place = inFolder(channel, path);
                if (channel.lstat(quoted(place)).isDir()) {
                    throw new RefusedPathException(path, "names a folder. Only files can be deleted");
                }
                channel.rm(quoted(place));
                return true;
            });
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void move(String source, String target, boolean replace) throws IOException {
        call(source, channel -> {
            String place = existing(channel, source);
            if (!channel.stat(quoted(place)).isReg()) {
                throw new NoSuchFileException(source);
            }
            String newPlace = inFolder(channel, target);
            if (!replace) {
                requireFree(channel, newPlace, target);
            }
            makeFolders(channel, newPlace);
            name(channel, place, newPlace, target, replace);
            return null;
        });
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.close();
        }
    }

    private String absolute(String path) {
        return base.endsWith("/") ? base + path : base + "/" + path;
    }

    /** The place of a file that is there, links followed. */
    private String existing(ChannelSftp channel, String path) throws IOException, SftpException {
        String place = followed(channel, path);
        SftpATTRS unused = channel.lstat(quoted(place));
        return place;
    }

    /** The place of a file in a folder that was followed, for a new name or one that itself is no link to follow. */
    private String inFolder(ChannelSftp channel, String path) throws IOException, SftpException {
        String folder = StoragePath.folder(path);
        return folder.isEmpty()
                ? absolute(path)
                : followed(channel, folder.substring(0, folder.length() - 1)) + "/" + StoragePath.name(path);
    }

    /**
     * Follows the links of a path one by one, because servers differ in what they make of links when they are asked for a real
     * path.
     */
    private String followed(ChannelSftp channel, String path) throws IOException, SftpException {
        Path rest = Path.of(path);
        for (int links = 0; links <= MOST_LINKS; links++) {
            Path next = nextLink(channel, rest, path);
            if (next == null) {
                return absolute(rest.toString());
            }
            rest = next;
        }
        throw new RefusedPathException(path, "goes through more than " + MOST_LINKS + " symbolic links");
    }

    /** The path with its first link replaced by where that leads; null without a link. */
    private Path nextLink(ChannelSftp channel, Path rest, String path) throws IOException, SftpException {
        for (int parts = 1; parts <= rest.getNameCount(); parts++) {
            Path place = Path.of(absolute(rest.subpath(0, parts).toString()));
            if (!isThere(channel, place.toString())) {
                return null;
            }
            if (channel.lstat(quoted(place.toString())).isLink()) {
                Path target = place.resolveSibling(channel.readlink(quoted(place.toString())))
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

    /** @param place of a file, or of a folder with a slash at its end */
    private static void makeFolders(ChannelSftp channel, String place) throws SftpException {
        for (int slash = place.indexOf('/', 1); slash >= 0; slash = place.indexOf('/', slash + 1)) {
            String folder = place.substring(0, slash);
            try {
                SftpATTRS unused = channel.stat(quoted(folder));
            } catch (SftpException missing) {
                make(channel, folder);
            }
        }
    }

    private static void make(ChannelSftp channel, String folder) throws SftpException {
        try {
            channel.mkdir(folder);
        } catch (SftpException e) {
            // Another caller may have been faster.
            if (!channel.stat(quoted(folder)).isDir()) {
                throw e;
            }
        }
    }

    /** The library takes some signs in a path for a pattern's. */
    private static String quoted(String path) {
        return path.replaceAll("([\\\\*?])", "\\\\$1");
    }

    private <T> T call(String path, Call<T> call) throws IOException {
        ChannelSftp channel = pool.take();
        try {
            T result = call.on(channel);
            pool.giveBack(channel);
            return result;
        } catch (SftpException e) {
            release(channel, e);
            throw translated(path, e);
        } catch (FileAlreadyExistsException | NoSuchFileException | RefusedPathException e) {
            pool.giveBack(channel);
            throw e;
        } catch (IOException | RuntimeException e) {
            pool.discard(channel);
            throw e;
        }
    }

    /** What the server has answered leaves a connection as it was; what came from elsewhere may not. */
    private void release(ChannelSftp channel, SftpException failure) {
        if (failure.getCause() == null && failure.id != ChannelSftp.SSH_FX_FAILURE) {
            pool.giveBack(channel);
        } else {
            pool.discard(channel);
        }
    }

    private static IOException translated(String path, SftpException failure) {
        if (failure.getCause() instanceof IOException cause && !(cause instanceof java.io.EOFException)) {
            return cause;
        }
        IOException translated =
                switch (failure.id) {
                    case ChannelSftp.SSH_FX_NO_SUCH_FILE -> new NoSuchFileException(path);
                    case ChannelSftp.SSH_FX_PERMISSION_DENIED -> new AccessDeniedException(path);
                    default -> new IOException("the server says: " + failure.getMessage());
                };
        translated.initCause(failure);
        return translated;
    }

    /** Something that is done on one connection. */
    @FunctionalInterface
    private interface Call<T> {
        T on(ChannelSftp channel) throws IOException, SftpException;
    }

    /** A file that is read, with the connection that it is read on. */
    private final class HeldStream extends FilterInputStream {

        private ChannelSftp channel;

        HeldStream(InputStream in, ChannelSftp channel) {
            super(in);
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            ChannelSftp held = channel;
            if (held == null) {
                return;
            }
            channel = null;
            try {
                super.close();
                pool.giveBack(held);
            } catch (IOException | RuntimeException e) {
                pool.discard(held);
                throw e;
            }
        }
    }
}

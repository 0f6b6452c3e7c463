/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.sftp;

import com.jcraft.jsch.SftpATTRS;
import dev.serai.file.storage.Content;
import dev.serai.file.storage.PooledStorage;
import dev.serai.file.storage.RefusedPathException;
import dev.serai.file.storage.Selection;
import dev.serai.file.storage.StoragePath;
import dev.serai.file.storage.StoredFile;
import dev.serai.file.storage.UnreachableException;
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

/** A folder of an SFTP server, which no operation leaves, not even through a symbolic link. */
public final class SftpStorage extends PooledStorage<SftpConnection> {

    private final SftpSettings settings;
    private final String directory;
    private final boolean create;

    /** Known once connected. */
    private volatile SftpFolder folder;

    /**
     * @param directory from the folder in which a login begins
     * @param create whether it is made when it is missing
     * @param baseDirectory what relative paths of the declaration are relative to
     */
    public SftpStorage(SftpSettings settings, String directory, boolean create, Path baseDirectory) {
        super(new SftpConnections(settings, baseDirectory), settings.maxConnections(), settings.timeout());
        this.settings = settings;
        this.directory = directory;
        this.create = create;
    }

    @Override
    public void check() throws IOException {
        folder = new SftpFolder(directory, call(this::base));
    }

    /** The folder with all links followed. */
    private String base(SftpConnection connection) throws IOException {
        try {
            if (create) {
                connection.makeFolders(directory + "/");
            }
            String found = connection.realPath(directory);
            if (!connection.attributes(found).isDir()) {
                throw new NoSuchFileException(directory, null, "it is no folder");
            }
            return found;
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw unusable(e);
        }
    }

    private UnreachableException unusable(IOException cause) {
        return new UnreachableException(
                "There is no folder '" + directory + "' on the SFTP server " + settings.host() + " that can be used ("
                        + cause.getMessage() + "). Create it or check its rights.",
                cause);
    }

    @Override
    public String description() {
        return "the folder " + directory + " of the SFTP server " + settings.host();
    }

    @Override
    public Stream<StoredFile> list(Selection selection) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        call(connection -> {
            collect(connection, selection.folder(), selection, files);
            return null;
        });
        return files.stream().sorted(Comparator.comparing(StoredFile::path));
    }

    /** @param into with its slash, or empty */
    private void collect(SftpConnection connection, String into, Selection selection, List<StoredFile> files)
            throws IOException {
        List<String> below = new ArrayList<>();
        try {
            connection.list(folder.place(into), (name, attributes) -> {
                String path = into + name;
                if (attributes.isDir() && selection.recursive()) {
                    below.add(path + "/");
                } else if (attributes.isReg() && !StoragePath.isTemporary(path) && selection.holds(path)) {
                    files.add(stored(path, attributes));
                }
            });
        } catch (NoSuchFileException e) {
            return;
        }
        for (String next : below) {
            collect(connection, next, selection, files);
        }
    }

    private static StoredFile stored(String path, SftpATTRS attributes) {
        return new StoredFile(
                path, attributes.getSize(), Instant.ofEpochSecond(Integer.toUnsignedLong(attributes.getMTime())));
    }

    @Override
    public StoredFile stat(String path) throws IOException {
        return call(connection -> stored(path, file(connection, folder.existing(connection, path), path)));
    }

    private static SftpATTRS file(SftpConnection connection, String place, String path) throws IOException {
        SftpATTRS attributes = connection.attributes(place);
        if (!attributes.isReg()) {
            throw new NoSuchFileException(path);
        }
        return attributes;
    }

    @Override
    public InputStream read(String path) throws IOException {
        return stream(connection -> connection.read(folder.existing(connection, path)), content -> true);
    }

    @Override
    protected String place(SftpConnection connection, String path) throws IOException {
        return folder.inFolder(connection, path);
    }

    @Override
    protected void makeFolders(SftpConnection connection, String place) throws IOException {
        connection.makeFolders(place);
    }

    @Override
    protected long send(SftpConnection connection, String place, Content content) throws IOException {
        try (OutputStream out = connection.write(place)) {
            content.writeTo(out);
        }
        // The server has all of it only when it says so.
        return connection.attributes(place).getSize();
    }

    @Override
    protected void name(SftpConnection connection, String place, String target, String path, boolean replace)
            throws IOException {
        if (replace && !connection.has("posix-rename") && connection.isThere(target)) {
            connection.remove(target);
        }
        if (!replace && connection.has("hardlink")) {
            // A rename could replace a file that came meanwhile; a second name for the file cannot.
            try {
                connection.link(place, target);
            } catch (IOException e) {
                requireFree(connection, target, path);
                throw e;
            }
            connection.remove(place);
        } else {
            connection.rename(place, target);
        }
    }

    @Override
    protected void requireFree(SftpConnection connection, String place, String path) throws IOException {
        if (connection.isThere(place)) {
            throw new FileAlreadyExistsException(path);
        }
    }

    @Override
    protected void remove(SftpConnection connection, String place) throws IOException {
        connection.remove(place);
    }

    @Override
    public boolean delete(String path) throws IOException {
        try {
            return call(connection -> {
                String place = folder.inFolder(connection, path);
                if (connection.ownAttributes(place).isDir()) {
                    throw new RefusedPathException(path, "names a folder. Only files can be deleted");
                }
                connection.remove(place);
                return true;
            });
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void move(String source, String target, boolean replace) throws IOException {
        call(connection -> {
            String place = folder.existing(connection, source);
            SftpATTRS unused = file(connection, place, source);
            String newPlace = folder.inFolder(connection, target);
            if (!replace) {
                requireFree(connection, newPlace, target);
            }
            connection.makeFolders(newPlace);
            name(connection, place, newPlace, target, replace);
            return null;
        });
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.ftp;

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
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of an FTP server. No path leads out of it; what the server itself makes of links is its own affair. */
public final class FtpStorage implements Storage {

    private static final Logger LOG = LoggerFactory.getLogger(FtpStorage.class);

    private final FtpSettings settings;
    private final String directory;
    private final boolean create;
    private ConnectionPool<FTPClient> pool;

    /** The folder from the server's root; known once connected. */
    private volatile String base;

    /**
     * @param directory from the folder in which a login begins
     * @param create whether it is made when it is missing
     */
    public FtpStorage(FtpSettings settings, String directory, boolean create) {
        this.settings = settings;
        this.directory = directory;
        this.create = create;
    }

    @Override
    public void open() throws IOException {
        pool = new ConnectionPool<>(new FtpConnections(settings), settings.maxConnections(), settings.timeout());
        try {
            check();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void check() throws IOException {
        base = call(client -> {
            String home = client.printWorkingDirectory();
            if (create && !directory.equals(".")) {
                makeFolders(client, directory + "/");
            }
            if (!client.changeWorkingDirectory(directory)) {
                throw new UnreachableException(
                        "There is no folder '" + directory + "' on the FTP server " + settings.host()
                                + " that can be used ("
                                + client.getReplyString().strip() + "). Create it or check its rights.",
                        null);
            }
            String found = client.printWorkingDirectory();
            if (!client.changeWorkingDirectory(home)) {
                throw failure(client);
            }
            return found.endsWith("/") ? found : found + "/";
        });
    }

    @Override
    public String description() {
        return "the folder " + directory + " of the FTP server " + settings.host();
    }

    @Override
    public Arrival arrival() {
        return Arrival.OTHER_CLOCK;
    }

    @Override
    public Stream<StoredFile> list(Selection selection) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        call(client -> {
            collect(client, selection.folder(), selection, files);
            return null;
        });
        return files.stream().sorted(Comparator.comparing(StoredFile::path));
    }

    /** @param folder with its slash, or empty */
    private void collect(FTPClient client, String folder, Selection selection, List<StoredFile> files)
            throws IOException {
        List<String> below = new ArrayList<>();
        for (FTPFile entry : entries(client, base + folder)) {
            String path = folder + entry.getName();
            boolean special = entry.getName().equals(".") || entry.getName().equals("..");
            if (entry.isDirectory() && !special && selection.recursive()) {
                below.add(path + "/");
            } else if (entry.isFile() && !StoragePath.isTemporary(path) && selection.holds(path)) {
                files.add(stored(path, entry));
            }
        }
        for (String next : below) {
            collect(client, next, selection, files);
        }
    }

    /** By the command whose answers are exact, where the server has it. */
    private static FTPFile[] entries(FTPClient client, String folder) throws IOException {
        FTPFile[] entries = client.hasFeature("MLST") ? client.mlistDir(folder) : client.listFiles(folder);
        return entries == null
                ? new FTPFile[0]
                : Arrays.stream(entries).filter(entry -> entry != null).toArray(FTPFile[]::new);
    }

    private static StoredFile stored(String path, FTPFile entry) {
        return new StoredFile(path, entry.getSize(), entry.getTimestampInstant());
    }

    @Override
    public StoredFile stat(String path) throws IOException {
        return call(client -> stat(client, path));
    }

    private StoredFile stat(FTPClient client, String path) throws IOException {
        FTPFile found = find(client, path);
        if (found == null || !found.isFile()) {
            throw new NoSuchFileException(path);
        }
        return stored(path, found);
    }

    private FTPFile find(FTPClient client, String path) throws IOException {
        if (client.hasFeature("MLST")) {
            return client.mlistFile(base + path);
        }
        return Arrays.stream(entries(client, base + StoragePath.folder(path)))
                .filter(entry -> entry.getName().equals(StoragePath.name(path)))
                .findFirst()
                .orElse(null);
    }

    @Override
    public InputStream read(String path) throws IOException {
        FTPClient client = pool.take();
        try {
            StoredFile unused = stat(client, path);
            InputStream in = client.retrieveFileStream(base + path);
            if (in == null) {
                throw failure(client);
            }
            return new HeldStream(in, client);
        } catch (NoSuchFileException e) {
            pool.giveBack(client);
            throw e;
        } catch (IOException | RuntimeException e) {
            pool.discard(client);
            throw e;
        }
    }

    @Override
    public long write(String path, Content content, boolean replace) throws IOException {
        return call(client -> {
            if (!replace) {
                requireFree(client, path);
            }
            makeFolders(client, base + path);
            String temporary = StoragePath.temporaryBeside(path);
            boolean named = false;
            try {
                send(client, temporary, content);
                long bytes = stat(client, temporary).size();
                name(client, temporary, path, replace);
                named = true;
                return bytes;
            } finally {
                if (!named) {
                    remove(temporary);
                }
            }
        });
    }

    private void send(FTPClient client, String path, Content content) throws IOException {
        try (OutputStream out = client.storeFileStream(base + path)) {
            if (out == null) {
                throw failure(client);
            }
            content.writeTo(out);
        }
        // The server has all of it only when it says so.
        if (!client.completePendingCommand()) {
            throw failure(client);
        }
    }

    /** What is left of a failed write, by another connection, for the first may be lost. */
    private void remove(String temporary) {
        try {
            boolean unused = call(client -> client.deleteFile(base + temporary));
        } catch (IOException e) {
            LOG.warn("What is left of a failed write stays as {}: {}", temporary, e.getMessage());
        }
    }

    /** Most servers replace by a rename, and at once; some refuse it while the old file is there. */
    private void name(FTPClient client, String path, String target, boolean replace) throws IOException {
        if (!replace) {
            requireFree(client, target);
        }
        if (client.rename(base + path, base + target)) {
            return;
        }
        if (!replace || !client.deleteFile(base + target) || !client.rename(base + path, base + target)) {
            throw failure(client);
        }
    }

    private void requireFree(FTPClient client, String path) throws IOException {
        if (find(client, path) != null) {
            throw new FileAlreadyExistsException(path);
        }
    }

    @Override
    public boolean delete(String path) throws IOException {
        return call(client -> {
            FTPFile found = find(client, path);
            if (found == null) {
                return false;
            }
            if (found.isDirectory()) {
                throw new RefusedPathException(path, "names a folder. Only files can be deleted");
            }
            if (!client.deleteFile(base + path)) {
                throw failure(client);
            }
            return true;
        });
    }

    @Override
    public void move(String source, String target, boolean replace) throws IOException {
        call(client -> {
            StoredFile unused = stat(client, source);
            makeFolders(client, base + target);
            name(client, source, target, replace);
            return null;
        });
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.close();
        }
    }

    /** @param place of a file, or of a folder with a slash at its end */
    private static void makeFolders(FTPClient client, String place) throws IOException {
        for (int slash = place.indexOf('/', 1); slash >= 0; slash = place.indexOf('/', slash + 1)) {
            // Of a folder that is there this is refused; that one is missing shows when the file is written.
            boolean unused = client.makeDirectory(place.substring(0, slash));
        }
    }

    private static IOException failure(FTPClient client) {
        return new IOException("the server says: " + client.getReplyString().strip());
    }

    private <T> T call(Call<T> call) throws IOException {
        FTPClient client = pool.take();
        try {
            T result = call.on(client);
            pool.giveBack(client);
            return result;
        } catch (FileAlreadyExistsException | NoSuchFileException | RefusedPathException e) {
            pool.giveBack(client);
            throw e;
        } catch (IOException | RuntimeException e) {
            pool.discard(client);
            throw e;
        }
    }

    /** Something that is done on one connection. */
    @FunctionalInterface
    private interface Call<T> {
        T on(FTPClient client) throws IOException;
    }

    /** A file that is read, with the connection that it is read on. */
    private final class HeldStream extends FilterInputStream {

        private FTPClient client;
        private boolean ended;

        HeldStream(InputStream in, FTPClient client) {
            super(in);
            this.client = client;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            checkEnd(read);
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            checkEnd(read);
            return read;
        }

        /** What breaks off in the middle looks like the end: only the server knows. */
        private void checkEnd(int read) throws IOException {
            if (read < 0 && !ended) {
                if (!client.completePendingCommand()) {
                    throw failure(client);
                }
                ended = true;
            }
        }

        @Override
        public void close() throws IOException {
            FTPClient held = client;
            if (held == null) {
                return;
            }
            client = null;
            try {
                super.close();
            } finally {
                if (ended) {
                    pool.giveBack(held);
                } else {
                    pool.discard(held);
                }
            }
        }
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.ftp;

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
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;

/** A folder of an FTP server. No path leads out of it; what the server itself makes of links is its own affair. */
public final class FtpStorage extends PooledStorage<FTPClient> {

    private final FtpSettings settings;
    private final String directory;
    private final boolean create;

    /** Where a server does not replace by a rename, two that replace a file must not come between each other. */
    private final Object naming = new Object();

    /** The folder from the server's root; known once connected. */
    private volatile String base;

    /** Whether the server has the commands whose answers are exact. */
    private volatile boolean exact;

    /**
     * @param directory from the folder in which a login begins
     * @param create whether it is made when it is missing
     */
    public FtpStorage(FtpSettings settings, String directory, boolean create) {
        super(new FtpConnections(settings), settings.maxConnections(), settings.timeout());
        this.settings = settings;
        this.directory = directory;
        this.create = create;
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
    public ChronoUnit momentsIn() {
        return exact ? ChronoUnit.SECONDS : ChronoUnit.MINUTES;
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
    private FTPFile[] entries(FTPClient client, String folder) throws IOException {
        exact = client.hasFeature("MLST");
        FTPFile[] entries = exact ? client.mlistDir(folder) : client.listFiles(folder);
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
        return stream(
                client -> {
                    StoredFile unused = stat(client, path);
                    InputStream in = client.retrieveFileStream(base + path);
                    if (in == null) {
                        throw failure(client);
                    }
                    return new FtpContent(in, client);
                },
                FtpContent::ended);
    }

    @Override
    protected String place(FTPClient client, String path) {
        return base + path;
    }

    @Override
    protected long send(FTPClient client, String place, Content content) throws IOException {
        try (OutputStream out = client.storeFileStream(place)) {
            if (out == null) {
                throw failure(client);
            }
            content.writeTo(out);
        }
        // The server has all of it only when it says so.
        if (!client.completePendingCommand()) {
            throw failure(client);
        }
        return stat(client, place.substring(base.length())).size();
    }

    @Override
    protected void remove(FTPClient client, String place) throws IOException {
        if (!client.deleteFile(place)) {
            throw failure(client);
        }
    }

    /** Most servers replace by a rename, and at once; some refuse it while the old file is there. */
    @Override
    protected void name(FTPClient client, String place, String target, String path, boolean replace)
            throws IOException {
        synchronized (naming) {
            if (!replace) {
                requireFree(client, target, path);
            }
            if (client.rename(place, target)) {
                return;
            }
            if (!replace || !client.deleteFile(target) || !client.rename(place, target)) {
                throw failure(client);
            }
        }
    }

    @Override
    protected void requireFree(FTPClient client, String place, String path) throws IOException {
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
            remove(client, base + path);
            return true;
        });
    }

    @Override
    public void move(String source, String target, boolean replace) throws IOException {
        call(client -> {
            StoredFile unused = stat(client, source);
            makeFolders(client, base + target);
            name(client, base + source, base + target, target, replace);
            return null;
        });
    }

    @Override
    protected void makeFolders(FTPClient client, String place) throws IOException {
        for (int slash = place.indexOf('/', 1); slash >= 0; slash = place.indexOf('/', slash + 1)) {
            // Of a folder that is there this is refused; that one is missing shows when the file is written.
            boolean unused = client.makeDirectory(place.substring(0, slash));
        }
    }

    /** What the server has said last. */
    static IOException failure(FTPClient client) {
        return new IOException("the server says: " + client.getReplyString().strip());
    }
}

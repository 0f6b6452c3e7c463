/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.local;

import dev.serai.file.storage.Content;
import dev.serai.file.storage.RefusedPathException;
import dev.serai.file.storage.Selection;
import dev.serai.file.storage.Storage;
import dev.serai.file.storage.StoragePath;
import dev.serai.file.storage.StoredFile;
import dev.serai.file.storage.UnreachableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** A folder of this machine, which no operation leaves, not even through a symbolic link. */
public final class LocalStorage implements Storage {

    private final BaseFolder folder;
    private final boolean create;

    /** @param create whether the folder is made when it is missing */
    public LocalStorage(Path folder, boolean create) {
        this.folder = new BaseFolder(folder);
        this.create = create;
    }

    @Override
    public void open() throws IOException {
        if (create) {
            try {
                Files.createDirectories(folder.path());
            } catch (IOException e) {
                throw unusable("cannot be created (" + e + ")", e);
            }
        }
        check();
    }

    @Override
    public void check() throws IOException {
        if (!Files.isDirectory(folder.path())) {
            throw unusable("is not there", null);
        }
        if (!Files.isReadable(folder.path()) || !Files.isWritable(folder.path())) {
            throw unusable("cannot be read and written by this process", null);
        }
    }

    private UnreachableException unusable(String reason, IOException cause) {
        return new UnreachableException(
                "The folder " + folder.path() + ", which connection.directory names, " + reason
                        + ". Create it or check its rights.",
                cause);
    }

    @Override
    public String description() {
        return "the folder " + folder.path();
    }

    @Override
    public Arrival arrival() {
        return Arrival.OUR_CLOCK;
    }

    @Override
    public Stream<StoredFile> list(Selection selection) throws IOException {
        Path start = folder.path().resolve(selection.folder());
        if (!Files.isDirectory(start) || !folder.reallyContains(start)) {
            return Stream.empty();
        }
        // The order of a folder is its file system's own, so the names are brought into theirs here.
        List<String> names;
        try (Stream<Path> found = Files.walk(start, selection.recursive() ? Integer.MAX_VALUE : 1)) {
            names = found.filter(path -> !path.equals(start)
                            && !StoragePath.isTemporary(path.getFileName().toString()))
                    .map(folder::name)
                    .filter(selection::holds)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return names.stream()
                .map(folder.path()::resolve)
                .filter(path -> Files.isRegularFile(path) && folder.reallyContains(path))
                .map(this::stored);
    }

    private StoredFile stored(Path file) {
        try {
            return stored(file, Files.readAttributes(file, BasicFileAttributes.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StoredFile stored(Path file, BasicFileAttributes attributes) {
        return new StoredFile(
                folder.name(file),
                attributes.size(),
                attributes.lastModifiedTime().toInstant());
    }

    @Override
    public StoredFile stat(String path) throws IOException {
        Path file = folder.resolve(path);
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new NoSuchFileException(path);
        }
        return stored(file, attributes);
    }

    @Override
    public InputStream read(String path) throws IOException {
        return Files.newInputStream(folder.resolve(path));
    }

    @Override
    public long write(String path, Content content, boolean replace) throws IOException {
        AtomicFile file = new AtomicFile(folder.resolve(path));
        return replace ? file.write(content) : file.writeNew(content);
    }

    @Override
    public boolean delete(String path) throws IOException {
        Path file = folder.resolve(path);
        if (Files.isDirectory(file)) {
            throw new RefusedPathException(path, "names a folder. Only files can be deleted");
        }
        return Files.deleteIfExists(file);
    }

    @Override
    public void move(String source, String target, boolean replace) throws IOException {
        Path file = folder.resolve(source);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(source);
        }
        new AtomicFile(folder.resolve(target)).take(file, replace);
    }

    /** The folder itself. */
    public Path folder() {
        return folder.path();
    }

    @Override
    public void close() {
        // Nothing is open between calls.
    }
}

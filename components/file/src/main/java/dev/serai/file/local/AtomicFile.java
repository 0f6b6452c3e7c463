/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.local;

import dev.serai.file.storage.Content;
import dev.serai.file.storage.StoragePath;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file under another name in its folder, forces it to disk and then gives it its name, so that whoever looks
 * sees all of it or nothing, also after a crash.
 */
final class AtomicFile {

    private final Path target;

    AtomicFile(Path target) {
        this.target = target;
    }

    /**
     * Writes the content and replaces what is there.
     *
     * @return the number of bytes
     */
    long write(Content content) throws IOException {
        return write(content, this::replaceBy);
    }

    /**
     * Gives another file this one's name.
     *
     * @throws FileAlreadyExistsException when something is there and not to be replaced
     */
    void take(Path source, boolean replace) throws IOException {
        if (!replace && Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        makeFolder();
        if (replace) {
            replaceBy(source);
        } else {
            nameNew(source);
        }
        force(target.getParent());
        force(source.getParent());
    }

    /**
     * Writes the content unless something is there.
     *
     * @return the number of bytes
     * @throws FileAlreadyExistsException when something is there; also when it came while the content was written
     */
    long writeNew(Content content) throws IOException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        return write(content, this::nameNew);
    }

    private void replaceBy(Path file) throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void nameNew(Path file) throws IOException {
        // A rename would replace; a second name for the file is refused when the name is taken.
        Files.createLink(target, file);
        Files.delete(file);
    }

    private Path makeFolder() throws IOException {
        Path folder = target.getParent();
        try {
            return Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new FileSystemException(e.getFile(), null, "a file stands where the folder " + folder + " is needed");
        }
    }

    private long write(Content content, Step giveName) throws IOException {
        Path folder = makeFolder();
        Path temporary =
                folder.resolve(StoragePath.temporaryBeside(target.getFileName().toString()));
        try {
            long bytes = writeAndForce(temporary, content);
            giveName.run(temporary);
            force(folder);
            return bytes;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static long writeAndForce(Path temporary, Content content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
            content.writeTo(out);
            out.flush();
            channel.force(true);
            return channel.size();
        }
    }

    /** Makes the new name outlast a crash of the machine, where folders can be forced. */
    private static void force(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void run(Path temporary) throws IOException;
    }
}

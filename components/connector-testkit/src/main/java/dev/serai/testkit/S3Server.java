/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An S3 server (S3Proxy) with one user and one bucket, in memory, over HTTP. It runs in a process of its own, because its
 * libraries fit no other class path; the module {@code serai-s3-server} has it. It takes requests that are signed (version 4)
 * and presigned ones, checks checksums, and has neither tags nor versions. Thread-safe.
 */
public final class S3Server implements AutoCloseable {

    private static final ServerProgram PROGRAM =
            new ServerProgram("serai-s3-server", "dev.serai.testkit.s3.S3ServerProgram");

    private final Path folder;
    private final ListeningProcess process;
    private final int port;

    private S3Server(Path folder, ListeningProcess process) {
        this.folder = folder;
        this.process = process;
        this.port = process.awaitPort();
    }

    /**
     * A running server.
     *
     * @param accessKey of its only user
     * @param secretKey of that user
     * @param bucket that is there, empty
     * @throws IllegalStateException when the class path lacks the module {@code serai-s3-server}
     */
    public static S3Server start(String accessKey, String secretKey, String bucket) {
        try {
            Path folder = Files.createTempDirectory("s3-server-");
            List<String> command = PROGRAM.command(List.of(), accessKey, secretKey, bucket);
            return new S3Server(folder, ListeningProcess.start(folder, command));
        } catch (IOException e) {
            throw new UncheckedIOException("The S3 server cannot be started.", e);
        }
    }

    public int port() {
        return port;
    }

    /** Where it listens: {@code http://127.0.0.1:41234}. */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** Whether its process runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Stops it and deletes its folder. */
    @Override
    public void close() {
        process.close();
        Folders.delete(folder);
    }
}

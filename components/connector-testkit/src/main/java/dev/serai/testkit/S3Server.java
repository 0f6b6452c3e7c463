/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An S3 server (S3Proxy) with one user and one bucket, in memory, over HTTP. It runs in a process of its own, because its
 * libraries fit no other class path; the module {@code serai-s3-server} has it. It takes requests that are signed (version 4)
 * and presigned ones, checks checksums, and has neither tags nor versions. Thread-safe.
 */
public final class S3Server implements AutoCloseable {

    private static final String PROGRAM = "dev.serai.testkit.s3.S3ServerProgram";
    private static final String LIBRARIES = "META-INF/s3-server.classpath";

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
            List<String> command = List.of(java(), "-cp", classPath(), PROGRAM, accessKey, secretKey, bucket);
            return new S3Server(folder, ListeningProcess.start(folder, command));
        } catch (IOException e) {
            throw new UncheckedIOException("The S3 server cannot be started.", e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classPath() throws IOException {
        ClassLoader loader = S3Server.class.getClassLoader();
        try (InputStream libraries = loader.getResourceAsStream(LIBRARIES)) {
            if (libraries == null) {
                throw new IllegalStateException("The class path lacks the module serai-s3-server."
                        + " Add it as a dependency with the scope test.");
            }
            Path program = Path.of(Class.forName(PROGRAM, false, loader)
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return program + File.pathSeparator + new String(libraries.readAllBytes(), StandardCharsets.UTF_8);
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException("The module serai-s3-server is not whole.", e);
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

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.nativefs.NativeFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server on a free port of the loopback address, by Apache MINA SSHD. It shows the files of this machine. */
public final class SftpServer implements AutoCloseable {

    private static final String USER = "shop";

    private final SshServer server;

    private SftpServer(SshServer server) {
        this.server = server;
    }

    /**
     * Starts it.
     *
     * @param password of its only user
     * @param key that opens it, too; null for none
     */
    public static SftpServer start(String password, PublicKey key) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
        server.setPasswordAuthenticator((user, given, session) -> user.equals(USER) && given.equals(password));
        server.setPublickeyAuthenticator((user, given, session) -> user.equals(USER) && given.equals(key));
        server.setFileSystemFactory(NativeFileSystemFactory.INSTANCE);
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.start();
        return new SftpServer(server);
    }

    public int port() {
        return server.getPort();
    }

    /** The server's key as OpenSSH writes it: {@code ecdsa-sha2-nistp256 AAAA…}. */
    public String hostKey() throws IOException {
        try {
            return PublicKeyEntry.toString(
                    server.getKeyPairProvider().loadKeys(null).iterator().next().getPublic());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** A folder as the server names it. */
    public String path(Path folder) {
        return folder.toAbsolutePath().toString();
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.SslConfigurationFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** An FTP server on a free port of the loopback address, by Apache FtpServer. */
public final class FtpTestServer implements AutoCloseable {

    private static final String USER = "shop";

    private final FtpServer server;
    private final int port;

    private FtpTestServer(FtpServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @param root the folder that its user sees as the root
     * @param password of its only user
     * @param keyStore in PKCS#12, opened by the password "changeit", for TLS; null for none
     */
    public static FtpTestServer start(Path root, String password, Path keyStore) throws IOException {
        try {
            FtpServerFactory factory = new FtpServerFactory();
            ListenerFactory listener = new ListenerFactory();
            listener.setServerAddress("127.0.0.1");
            listener.setPort(0);
            if (keyStore != null) {
                SslConfigurationFactory tls = new SslConfigurationFactory();
                tls.setKeystoreFile(keyStore.toFile());
                tls.setKeystorePassword("changeit");
                tls.setKeystoreType("PKCS12");
                listener.setSslConfiguration(tls.createSslConfiguration());
            }
            Listener made = listener.createListener();
            factory.addListener("default", made);
            BaseUser user = new BaseUser();
            user.setName(USER);
            user.setPassword(password);
            user.setHomeDirectory(Files.createDirectories(root).toString());
            user.setAuthorities(List.of(new WritePermission()));
            factory.getUserManager().save(user);
            FtpServer server = factory.createServer();
            server.start();
            return new FtpTestServer(server, made.getPort());
        } catch (FtpException e) {
            throw new IOException(e);
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        server.stop();
    }
}

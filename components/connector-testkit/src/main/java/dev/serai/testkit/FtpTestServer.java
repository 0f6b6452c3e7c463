/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.FtpletResult;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.ClientAuth;
import org.apache.ftpserver.ssl.SslConfiguration;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** An FTP server on a free port of the loopback address, by Apache FtpServer. */
public final class FtpTestServer implements AutoCloseable {

    private static final String USER = "shop";
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

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
     * @param certificate for TLS, from the command AUTH on; null for none
     */
    public static FtpTestServer start(Path root, String password, SelfSignedCertificate certificate)
            throws IOException {
        return start(new FtpServerFactory(), root, password, certificate);
    }

    /**
     * Starts one that says it has none of the extensions of RFC 3659, as old servers: its lists tell minutes.
     *
     * @param root the folder that its user sees as the root
     * @param password of its only user
     */
    public static FtpTestServer startWithoutExtensions(Path root, String password) throws IOException {
        FtpServerFactory factory = new FtpServerFactory();
        // Stopping clears the map.
        factory.setFtplets(new HashMap<>(Map.of("features", new WithoutExtensions())));
        return start(factory, root, password, null);
    }

    private static FtpTestServer start(
            FtpServerFactory factory, Path root, String password, SelfSignedCertificate certificate)
            throws IOException {
        try {
            ListenerFactory listener = new ListenerFactory();
            listener.setServerAddress("127.0.0.1");
            listener.setPort(0);
            if (certificate != null) {
                listener.setSslConfiguration(new Tls(certificate.serverContext()));
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

    /**
     * Stops it; within ten seconds no port is open any more. The acceptor closes the sessions that it has and waits until there
     * are none, which is for ever when one came in between: such a one is left to a thread that keeps nobody.
     */
    @Override
    public void close() {
        Thread stop = new Thread(server::stop, "stop-ftp");
        stop.setDaemon(true);
        stop.start();
        try {
            stop.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Knows no command that asks for extensions. */
    private static final class WithoutExtensions extends DefaultFtplet {

        @Override
        public FtpletResult beforeCommand(FtpSession session, FtpRequest request) throws FtpException, IOException {
            if (!request.getCommand().equalsIgnoreCase("FEAT")) {
                return FtpletResult.DEFAULT;
            }
            session.write(new DefaultFtpReply(FtpReply.REPLY_502_COMMAND_NOT_IMPLEMENTED, "There are no extensions."));
            return FtpletResult.SKIP;
        }
    }

    /** What the server encrypts with. */
    private record Tls(SSLContext context) implements SslConfiguration {

        @Override
        public SSLSocketFactory getSocketFactory() {
            return context.getSocketFactory();
        }

        @Override
        public SSLContext getSSLContext() {
            return context;
        }

        @Override
        public SSLContext getSSLContext(String protocol) {
            return context;
        }

        @Override
        public String[] getEnabledCipherSuites() {
            return context.getSupportedSSLParameters().getCipherSuites();
        }

        @Override
        public String getEnabledProtocol() {
            return "TLSv1.3";
        }

        @Override
        public ClientAuth getClientAuth() {
            return ClientAuth.NONE;
        }
    }
}

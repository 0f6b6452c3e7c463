/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for MongoDB: mongo-java-server, in memory, which speaks its protocol but is not it. It has no transactions, no
 * sessions and no replica sets, and nobody may run JavaScript in it. What this class adds is a user with a password
 * (SCRAM-SHA-256), and that it can go away and keep callers waiting. Thread-safe.
 */
public final class MongoStandIn extends StandIn {

    /** Each call holds one while it is kept waiting. */
    private static final int THREADS = 96;

    /** What drivers do by themselves, before and beside calls. */
    private static final Set<String> BESIDE = Set.of(
            "hello",
            "ismaster",
            "ping",
            "buildinfo",
            "saslstart",
            "saslcontinue",
            "endsessions",
            "killcursors",
            "getmore");

    private final Backend backend;
    private final MongoServer server;
    private final TcpProxy front;
    private final AtomicInteger calls = new AtomicInteger();

    private MongoStandIn(ScramUser user, SelfSignedCertificate certificate) {
        backend = new Backend(user);
        backend.enableOplog();
        server = new MongoServer(backend);
        if (certificate != null) {
            encrypt(certificate);
        }
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1, THREADS);
        front = TcpProxy.start("127.0.0.1", directPort());
    }

    /** One that everybody may use. */
    public static MongoStandIn start() {
        return new MongoStandIn(null, null);
    }

    /** One that only this user may use, whom the database {@code admin} knows. */
    public static MongoStandIn start(String user, String password) {
        return new MongoStandIn(new ScramUser(user, password), null);
    }

    /** One that everybody may use over TLS. */
    public static MongoStandIn start(SelfSignedCertificate certificate) {
        return new MongoStandIn(null, certificate);
    }

    private void encrypt(SelfSignedCertificate certificate) {
        try {
            X509Certificate shown = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(certificate.certificate().getBytes(StandardCharsets.US_ASCII)));
            String key = certificate.key().replaceAll("-----[A-Z ]+-----|\\s", "");
            server.enableSsl(
                    KeyFactory.getInstance("EC")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))),
                    null,
                    shown);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The certificate cannot be used.", e);
        }
    }

    /** Where it is, without a database: {@code mongodb://127.0.0.1:12345}. */
    public String url() {
        return "mongodb://127.0.0.1:" + front.port();
    }

    /** The way for tests themselves: never cut, never kept waiting, never counted. */
    public String directUrl() {
        return "mongodb://127.0.0.1:" + directPort();
    }

    private int directPort() {
        return server.getLocalAddress().getPort();
    }

    @Override
    public int calls() {
        return calls.get();
    }

    /** Counts from nothing again. */
    public void forgetCalls() {
        calls.set(0);
    }

    @Override
    List<TcpProxy> fronts() {
        return List.of(front);
    }

    @Override
    public void close() {
        release();
        front.close();
        server.shutdownNow();
    }

    /** The server's own, with what stands before each command. */
    private final class Backend extends MemoryBackend {

        private final ScramUser user;

        Backend(ScramUser user) {
            this.user = user;
        }

        @Override
        public Document handleCommand(Channel channel, String database, String command, Document query) {
            String name = command.toLowerCase(Locale.ROOT);
            if (name.equals("hello") || name.equals("ismaster")) {
                return hello(super.handleCommand(channel, database, "ismaster", query));
            }
            if (user != null) {
                if (name.equals("saslstart")) {
                    return user.begin(channel, query);
                }
                if (name.equals("saslcontinue")) {
                    return user.goOn(channel, query);
                }
                user.requireKnown(channel, command);
            }
            int port = ((InetSocketAddress) channel.remoteAddress()).getPort();
            if (!BESIDE.contains(name) && front.carries(port)) {
                calls.incrementAndGet();
                passGate(port);
            }
            return super.handleCommand(channel, database, command, query);
        }

        private Document hello(Document answer) {
            return user == null ? answer : answer.append("saslSupportedMechs", List.of("SCRAM-SHA-256"));
        }

        private void passGate(int port) {
            try {
                await(port);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void handleClose(Channel channel) {
            if (user != null) {
                user.forget(channel);
            }
            super.handleClose(channel);
        }
    }
}

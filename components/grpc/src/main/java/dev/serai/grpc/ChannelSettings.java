/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.tls.TlsSettings;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** What a connector's settings mean to its channel. */
record ChannelSettings(GrpcConnection connection, GrpcOptions options) {

    /**
     * Makes the channel; connects to nothing yet.
     *
     * @param replies where calls complete
     * @throws IOException when a certificate or key cannot be used
     */
    ManagedChannel channel(Executor replies) throws IOException {
        ServerAddress server = connection.address();
        NettyChannelBuilder channel = NettyChannelBuilder.forAddress(
                        withoutBrackets(server.host()), server.port(), credentials(server))
                .executor(replies)
                .maxInboundMessageSize((int) options.maxMessageSize().bytes())
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        options.connectTimeout().toMillis())
                .idleTimeout(options.idleTimeout().toMillis(), TimeUnit.MILLISECONDS)
                // What is repeated, and when, is for the connector's 'retry' to say.
                .disableServiceConfigLookUp();
        if (options.keepAlive() != null) {
            channel.keepAliveTime(options.keepAlive().toMillis(), TimeUnit.MILLISECONDS);
        }
        return channel.build();
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private ChannelCredentials credentials(ServerAddress server) throws IOException {
        if (!server.encrypted()) {
            return InsecureChannelCredentials.create();
        }
        TlsSettings tls = connection.tls();
        TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder();
        if (!options.verifyTls()) {
            credentials.trustManager(new TrustingAll());
        } else if (tls.ca() != null) {
            credentials.trustManager(stream(tls.ca()));
        }
        if (tls.certificate() != null) {
            credentials.keyManager(stream(tls.certificate()), stream(tls.privateKey()));
        }
        return credentials.build();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Of the extended kind, because Java checks the name of the server itself when it is not. */
    private static final class TrustingAll extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.tls.TlsSettings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;

/** What a connector's settings mean to its HTTP client. */
record ClientSettings(HttpConnection connection, HttpOptions options) {

    /** How long a closing socket waits for the other side to agree. */
    private static final int CLOSING_SECONDS = 3;

    /** @param connections how many it may have to one host */
    HttpClient client(Vertx vertx, int connections) {
        return vertx.createHttpClient(client(), new PoolOptions().setHttp1MaxSize(connections));
    }

    /**
     * How many connections to one origin there may be. Where all origins together could have more than are allowed in
     * all, each has its share.
     */
    int connections() {
        int origins = connection.origins().count();
        return Math.min(options.maxConnections() / origins, options.maxConnectionsPerHost());
    }

    /** A socket's messages are put together, and bounded, by {@link MessageSocket}. */
    WebSocketClient socketClient(Vertx vertx) {
        int frame = (int) Math.min(options.maxResponseSize().bytes(), Integer.MAX_VALUE);
        WebSocketClientOptions client = new WebSocketClientOptions()
                .setVerifyHost(options.verifyTls())
                // Its -1, for as many as one likes, lets every socket wait for ever (Vert.x 4.5).
                .setMaxConnections(Integer.MAX_VALUE)
                .setMaxFrameSize(frame)
                .setClosingTimeout(CLOSING_SECONDS);
        connect(client);
        return vertx.createWebSocketClient(client);
    }

    private HttpClientOptions client() {
        HttpClientOptions client = new HttpClientOptions()
                .setVerifyHost(options.verifyTls())
                .setKeepAliveTimeout((int) options.idleTimeout().toSeconds());
        connect(client);
        return client;
    }

    private void connect(ClientOptionsBase client) {
        client.setTrustAll(!options.verifyTls())
                .setConnectTimeout((int) options.connectTimeout().toMillis());
        TlsSettings tls = connection.tls();
        if (tls.ca() != null) {
            client.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(tls.ca())));
        }
        if (tls.certificate() != null) {
            client.setKeyCertOptions(new PemKeyCertOptions()
                    .setCertValue(Buffer.buffer(tls.certificate()))
                    .setKeyValue(Buffer.buffer(tls.privateKey())));
        }
        if (connection.proxy().host() != null) {
            client.setProxyOptions(proxy(connection.proxy()));
        }
    }

    private static ProxyOptions proxy(ProxySettings proxy) {
        return new ProxyOptions()
                .setType(ProxyType.valueOf(proxy.type().name()))
                .setHost(proxy.host())
                .setPort(proxy.port())
                .setUsername(proxy.username())
                .setPassword(proxy.password());
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;

/** What a connector's settings mean to its HTTP client. */
record ClientSettings(HttpConnection connection, HttpOptions options) {

    HttpClient client(Vertx vertx) {
        return vertx.createHttpClient(client(), pool());
    }

    private HttpClientOptions client() {
        HttpClientOptions client = new HttpClientOptions()
                .setTrustAll(!options.verifyTls())
                .setVerifyHost(options.verifyTls())
                .setConnectTimeout((int) options.connectTimeout().toMillis())
                .setKeepAliveTimeout((int) options.idleTimeout().toSeconds())
                .setDecompressionSupported(true);
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
        return client;
    }

    private static ProxyOptions proxy(ProxySettings proxy) {
        return new ProxyOptions()
                .setType(ProxyType.valueOf(proxy.type().name()))
                .setHost(proxy.host())
                .setPort(proxy.port())
                .setUsername(proxy.username())
                .setPassword(proxy.password());
    }

    private PoolOptions pool() {
        // The client bounds the connections of each host; a connector without other origins has one.
        return new PoolOptions().setHttp1MaxSize(Math.min(options.maxConnections(), options.maxConnectionsPerHost()));
    }
}

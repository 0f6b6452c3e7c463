/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;

/**
 * An HTTP server that answers as a test tells it to, with every kind of fault, and remembers what it was asked. A
 * request that nothing was said about is answered with 404. Thread-safe.
 *
 * <p>Starting one takes seconds: share it between tests and {@link #forget} between them.
 */
public final class FaultyHttpServer implements AutoCloseable {

    private static final String LISTENING_ADDRESS = "127.0.0.1";

    private final WireMockServer server;
    private final boolean encrypted;

    private FaultyHttpServer(WireMockServer server, boolean encrypted) {
        this.server = server;
        this.encrypted = encrypted;
    }

    /** A running server that speaks plain HTTP. */
    public static FaultyHttpServer start() {
        return start(wireMockConfig().dynamicPort(), false);
    }

    /** A running server that speaks HTTPS, with a certificate that no client trusts. */
    public static FaultyHttpServer startEncrypted() {
        return start(wireMockConfig().httpDisabled(true).dynamicHttpsPort(), true);
    }

    private static FaultyHttpServer start(WireMockConfiguration configuration, boolean encrypted) {
        WireMockServer server = new WireMockServer(configuration.bindAddress(LISTENING_ADDRESS));
        server.start();
        return new FaultyHttpServer(server, encrypted);
    }

    public int port() {
        return encrypted ? server.httpsPort() : server.port();
    }

    /** The address of the root, without a slash at its end. */
    public String url() {
        return (encrypted ? "https://" : "http://") + LISTENING_ADDRESS + ":" + port();
    }

    /** Answers as a WireMock stub says; later stubs win over earlier ones. */
    public void answer(MappingBuilder stub) {
        server.stubFor(stub);
    }

    /** Answers the requests for a path one after another with these; the last one stays. */
    public void answerInTurn(String path, ResponseDefinitionBuilder... answers) {
        for (int turn = 0; turn < answers.length; turn++) {
            MappingBuilder stub = any(urlPathEqualTo(path)).willReturn(answers[turn]);
            server.stubFor(stub.inScenario(path)
                    .whenScenarioStateIs(turn == 0 ? Scenario.STARTED : "turn " + turn)
                    .willSetStateTo("turn " + Math.min(turn + 1, answers.length - 1)));
        }
    }

    /** Every request since the start or the last {@link #forget}, oldest first. */
    public List<LoggedRequest> requests() {
        return server.findAll(anyRequestedFor(anyUrl()));
    }

    /** Forgets all stubs and all requests. */
    public void forget() {
        server.resetAll();
    }

    @Override
    public void close() {
        server.stop();
    }
}

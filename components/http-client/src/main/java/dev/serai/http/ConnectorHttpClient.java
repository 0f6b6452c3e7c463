/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.authentication.AuthenticationProvider;
import dev.serai.connector.authentication.AuthenticationProviders;
import dev.serai.connector.authentication.Credentials;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.apache.camel.CamelContext;

/**
 * The HTTP client of one connector: its connections, its credentials, and what may be called. Thread-safe; no thread
 * waits for a reply.
 */
public final class ConnectorHttpClient {

    private final Caller caller;
    private final HttpConnection connection;
    private final HttpOptions options;
    private final ConnectorEnvironment environment;
    private final Origins origins;
    private final RequestTarget targets;
    private final HttpFailures failures;
    private volatile Open open;

    public ConnectorHttpClient(
            String connector, HttpConnection connection, HttpOptions options, ConnectorEnvironment environment) {
        this.caller = new Caller(connector, null);
        this.connection = connection;
        this.options = options;
        this.environment = environment;
        this.origins = connection.origins();
        URI baseUrl = URI.create(connection.url());
        this.targets = new RequestTarget(baseUrl, origins);
        this.failures = new HttpFailures(baseUrl.getAuthority(), options, environment.redaction());
    }

    /** Works out where requests go. */
    public RequestTarget targets() {
        return targets;
    }

    /**
     * Makes the client. Nothing is asked of the server yet: an API may be served by the very routes that start next.
     *
     * @throws ConnectorException when the settings do not make a client, or it is open
     */
    public synchronized void open() {
        if (open != null) {
            throw caller.alreadyConnected();
        }
        RequestHeaders headers = headers();
        // NTLM is a matter of connections, and not of what a request carries.
        AuthenticationProvider authentication = connection.isNtlm()
                ? () -> CompletableFuture.completedFuture(Credentials.NONE)
                : AuthenticationProviders.of(connection.auth(), caller.connector(), environment);
        CamelContext camelContext = environment.camelContext();
        try {
            Vertx vertx = SharedVertx.of(camelContext);
            // Cached, because its threads run on into the caller's steps: with a bounded pool, steps that wait for
            // another reply of this connector would take every thread that could bring it.
            ExecutorService replies =
                    camelContext.getExecutorServiceManager().newCachedThreadPool(this, "http-" + caller.connector());
            ClientSettings settings = new ClientSettings(connection, options);
            Optional<Cookies> cookies = options.cookies() ? Optional.of(new Cookies()) : Optional.empty();
            Optional<NtlmConnections> ntlm = ntlm(vertx, settings);
            Senders senders = new Senders(
                    settings.connections(),
                    SharedVertx.callers(camelContext),
                    connections -> settings.client(vertx, connections),
                    client -> new HttpCall.Sender(vertx, client, ntlm, cookies, replies, origins, options));
            SocketClient sockets = new SocketClient(() -> settings.socketClient(vertx));
            open = new Open(vertx, senders, sockets, ntlm, cookies, headers, authentication, replies);
        } catch (ConnectorException e) {
            authentication.close();
            throw e;
        } catch (Exception e) {
            authentication.close();
            throw caller.failure(ConnectorErrors.UNEXPECTED, "The HTTP client cannot be made: " + e.getMessage() + ".")
                    .cause(e)
                    .build();
        }
    }

    private Optional<NtlmConnections> ntlm(Vertx vertx, ClientSettings settings) throws IOException {
        if (!connection.isNtlm()) {
            return Optional.empty();
        }
        try {
            NtlmUser user = NtlmUser.of(connection.auth(), origins.base().host());
            return Optional.of(new NtlmConnections(user, () -> settings.client(vertx, 1), settings.connections()));
        } catch (NoClassDefFoundError e) {
            throw caller.failure(
                            ConnectorErrors.CONFIGURATION,
                            "Authentication of type 'ntlm' needs a library that is not there. Add org.codelibs:jcifs to"
                                    + " the application.")
                    .cause(e)
                    .build();
        }
    }

    private RequestHeaders headers() {
        try {
            return new RequestHeaders(connection.headers());
        } catch (ConnectorException e) {
            throw e.named(caller.connector(), null);
        }
    }

    /** Ends what is under way and closes the connections. Calling it again does nothing. */
    public synchronized void close() {
        if (open != null) {
            open.sockets.close();
            open.senders.close();
            open.ntlm.ifPresent(NtlmConnections::close);
            open.authentication.close();
            environment.camelContext().getExecutorServiceManager().shutdown(open.replies);
            open = null;
        }
    }

    /**
     * The headers of a request: the declared ones and its own, which win.
     *
     * @throws ConnectorException when one cannot be sent, or the client is not open
     */
    public MultiMap headers(Map<?, ?> own) {
        return requireOpen().headers.of(own);
    }

    /**
     * Sends a request.
     *
     * @param reading turns a reply of any status, unpacked, into the call's result, see {@link #succeeded}. It runs on a
     *     thread that may block, unless the caller is one of {@link EventLoopCallers}
     * @return cancelling it ends the request under way
     * @throws ConnectorException when the client is not open
     */
    public <T> CompletableFuture<T> send(HttpRequest request, Function<HttpReply, T> reading) {
        Open now = requireOpen();
        HttpCall.Sender sender = now.senders.current();
        String shown = request.shown(origins.base());
        return AuthenticatedCall.begin(
                now.authentication,
                credentials -> HttpCall.send(sender, request, credentials),
                reply -> reading.apply(unpacked(request, reply)),
                failure -> failures.failed(shown, request.timeout(), failure),
                EventLoopCallers.executor(now.replies),
                now.replies,
                request.content().repeatable());
    }

    private HttpReply unpacked(HttpRequest request, HttpReply reply) {
        // Who asks for packed replies in headers of his own wants them as they come.
        if (request.headers().contains(HttpHeaders.ACCEPT_ENCODING)) {
            return reply;
        }
        try {
            return Packing.unpacked(reply, options.maxResponseSize().bytes());
        } catch (HttpCallFailure e) {
            throw failures.failed(request.shown(origins.base()), request.timeout(), e);
        }
    }

    /**
     * Opens a WebSocket. A server that refuses the credentials is asked once more with others, if there are any.
     *
     * @return completes on a thread that may block; cancelling it closes what comes of it
     * @throws ConnectorException when the client is not open, or authenticates in a way that sockets cannot
     */
    public CompletableFuture<MessageSocket> openSocket(SocketRequest request) {
        Open now = requireOpen();
        if (now.ntlm.isPresent()) {
            throw caller.failure(
                            ConnectorErrors.UNSUPPORTED,
                            "A WebSocket cannot be opened with 'connection.auth.type: ntlm'. Choose another way to"
                                    + " authenticate.")
                    .neverSent()
                    .build();
        }
        String shown = request.shown(origins.base());
        // As people write it: ws in place of http, and without the query.
        String address = "ws" + (origins.base() + request.target().uri()).substring("http".length());
        SocketFailures said = new SocketFailures(address.replaceFirst("\\?.*", ""), request.heartbeat(), options);
        long maxMessageSize = options.maxResponseSize().bytes();
        Vertx vertx = now.vertx;
        WebSocketClient sockets = now.sockets.get();
        return AuthenticatedCall.begin(
                now.authentication,
                credentials -> SocketOpening.begin(
                        vertx,
                        sockets,
                        request,
                        credentials,
                        now.cookies,
                        socket -> new MessageSocket(vertx, socket, request, said, maxMessageSize)),
                (SocketOpening.Opened opened) -> {
                    if (opened.socket() == null) {
                        throw failures.refused(shown, opened.refusal());
                    }
                    return opened.socket();
                },
                failure -> said.notOpened(failure, other -> failures.failed(shown, request.timeout(), other)),
                now.replies,
                now.replies,
                true);
    }

    /**
     * Where calls complete: threads that may block.
     *
     * @throws ConnectorException when the client is not open
     */
    public Executor replies() {
        return requireOpen().replies;
    }

    /**
     * Gives back a reply whose status is 2xx.
     *
     * @throws ConnectorException for any other, with its status and the beginning of its body
     */
    public HttpReply succeeded(HttpRequest request, HttpReply reply) {
        if (!reply.succeeded()) {
            throw failures.refused(request.shown(origins.base()), reply);
        }
        return reply;
    }

    /** Asks for a path under the base URL: a status below 500 is up. */
    public HealthCheckResult healthCheck(String path) {
        return HealthCheckResult.of(() -> {
            int status = status(HttpMethod.HEAD, path);
            if (status >= 400) {
                status = status(HttpMethod.GET, path);
            }
            String says = URI.create(connection.url()).getAuthority() + " answers " + status + ".";
            if (status >= 500) {
                throw new IllegalStateException(says);
            }
            return says;
        });
    }

    private int status(HttpMethod method, String path) {
        HttpTarget target = targets.resolve(path.equals("/") ? "" : path, null, parameter -> null);
        HttpRequest request = new HttpRequest(
                method, target, headers(Map.of()), RequestContent.Whole.NONE, options.requestTimeout(), false);
        try {
            return send(request, HttpReply::status).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ConnectorException known ? known.named(caller.connector(), null) : e;
        }
    }

    private Open requireOpen() {
        Open now = open;
        if (now == null) {
            throw caller.notConnected();
        }
        return now;
    }

    /** What exists between open and close. */
    private record Open(
            Vertx vertx,
            Senders senders,
            SocketClient sockets,
            Optional<NtlmConnections> ntlm,
            Optional<Cookies> cookies,
            RequestHeaders headers,
            AuthenticationProvider authentication,
            ExecutorService replies) {}
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.authentication.Credentials;
import dev.serai.http.HttpCallFailure.Kind;
import dev.serai.http.RequestContent.Opened;
import dev.serai.http.RequestContent.Streamed;
import dev.serai.http.RequestContent.Whole;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One request and its reply, with the redirects between them. The deadline holds for all of it, from the wait for a
 * connection to the last byte, so that a server that trickles cannot hold a call for longer; for a streamed reply it ends
 * with the headers. Once it has connected, everything happens on the request's event loop; only what is streamed up is
 * read on another thread.
 */
final class HttpCall implements Call<HttpReply> {

    private static final int PIECE = 64 * 1024;

    private final CompletableFuture<HttpReply> reply = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.CONNECTING);
    private final Buffer received = Buffer.buffer();
    private final Sender sender;
    private final Credentials credentials;
    private final long deadline;
    private int redirects;
    private boolean introducedAgain;

    /** The one under way; null before the first and between two. */
    private volatile HttpClientRequest request;

    private HttpCall(Sender sender, HttpRequest first, Credentials credentials) {
        this.sender = sender;
        this.credentials = credentials;
        this.deadline = sender.vertx.setTimer(first.timeout().toMillis(), id -> fail(Kind.TIMED_OUT, null));
    }

    /**
     * What sends requests.
     *
     * @param ntlm the connections to the base origin, when it is to know the user by NTLM
     * @param cookies kept between calls
     * @param uploads reads what is streamed up
     */
    record Sender(
            Vertx vertx,
            HttpClient client,
            Optional<NtlmConnections> ntlm,
            Optional<Cookies> cookies,
            Executor uploads,
            Origins origins,
            HttpOptions options) {

        /** The connections to a server that knows the user by NTLM; the user is unknown to all others. */
        Optional<NtlmConnections> ntlm(HttpRequest request) {
            return ntlm.filter(connections -> request.target().origin().equals(origins.base()));
        }
    }

    /** Sends a request. The credentials go to the base origin only. */
    static HttpCall send(Sender sender, HttpRequest request, Credentials credentials) {
        HttpCall call = new HttpCall(sender, request, credentials);
        call.connect(request);
        return call;
    }

    @Override
    public CompletableFuture<HttpReply> reply() {
        return reply;
    }

    /** What was not sent stays unsent, the rest is reset. */
    @Override
    public void abandon() {
        fail(Kind.ABANDONED, null);
    }

    private void connect(HttpRequest next) {
        RequestOptions options = options(next);
        Future<HttpClientRequest> connecting = sender.ntlm(next)
                .map(ntlm -> ntlm.request(options, next.timeout(), () -> state.get() != State.FINISHED))
                .orElseGet(() -> sender.client.request(options));
        connecting.onComplete(connected -> {
            if (connected.succeeded()) {
                begin(connected.result(), next);
            } else {
                fail(connected.cause() instanceof NtlmFailure ? Kind.NOT_INTRODUCED : Kind.BROKEN, connected.cause());
            }
        });
    }

    private RequestOptions options(HttpRequest next) {
        MultiMap headers = HttpHeaders.headers().addAll(next.headers());
        Map<String, String> query = Map.of();
        if (next.target().origin().equals(sender.origins.base())) {
            credentials.headers().forEach((name, value) -> RequestHeaders.set(headers, name, value));
            query = credentials.queryParameters();
        }
        sender.cookies.ifPresent(cookies -> cookies.give(next.target(), headers));
        if (next.content().contentType() != null && !headers.contains(HttpHeaders.CONTENT_TYPE)) {
            headers.set(HttpHeaders.CONTENT_TYPE, next.content().contentType());
        }
        if (!headers.contains(HttpHeaders.ACCEPT_ENCODING)) {
            headers.set(HttpHeaders.ACCEPT_ENCODING, Packing.ACCEPTED);
        }
        if (next.content().equals(Whole.NONE)) {
            headers.remove(HttpHeaders.CONTENT_TYPE);
        }
        return new RequestOptions()
                .setMethod(next.method())
                .setSsl(next.target().origin().tls())
                .setHost(next.target().origin().host())
                .setPort(next.target().origin().port())
                .setURI(RequestTarget.with(next.target().uri(), query))
                .setHeaders(headers);
    }

    private void begin(HttpClientRequest connected, HttpRequest next) {
        request = connected;
        if (!state.compareAndSet(State.CONNECTING, State.SENDING) && state.get() == State.FINISHED) {
            connected.reset();
            return;
        }
        connected.exceptionHandler(cause -> broken(connected, cause));
        connected.response().onComplete(response -> {
            if (response.succeeded()) {
                receive(response.result(), next);
            } else {
                fail(Kind.BROKEN, response.cause());
            }
        });
        if (next.content() instanceof Streamed streamed) {
            upload(connected, streamed);
        } else if (next.content() instanceof Whole whole && whole.bytes() != null) {
            connected.end(whole.bytes());
        } else {
            connected.end();
        }
    }

    /** What comes of a request after a redirect has answered it concerns nobody. */
    // It is this very request that counts.
    @SuppressWarnings("ReferenceEquality")
    private void broken(HttpClientRequest failed, Throwable cause) {
        if (request == failed) {
            fail(Kind.BROKEN, cause);
        }
    }

    private void upload(HttpClientRequest connected, Streamed content) {
        try {
            sender.uploads.execute(() -> send(connected, content));
        } catch (RejectedExecutionException e) {
            fail(Kind.ABANDONED, e);
        }
    }

    /** Sends piece by piece; each waits until there is room on the way. */
    private void send(HttpClientRequest connected, Streamed content) {
        try {
            Opened opened = content.open();
            try (var bytes = opened.bytes()) {
                if (opened.contentType() != null) {
                    connected.putHeader(HttpHeaders.CONTENT_TYPE, opened.contentType());
                }
                if (opened.length() >= 0) {
                    connected.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(opened.length()));
                } else {
                    connected.setChunked(true);
                }
                byte[] piece = new byte[PIECE];
                for (int count = bytes.readNBytes(piece, 0, PIECE);
                        count > 0 && state.get() != State.FINISHED;
                        count = bytes.readNBytes(piece, 0, PIECE)) {
                    await(connected.write(Buffer.buffer().appendBytes(piece, 0, count)));
                }
            }
            if (state.get() == State.FINISHED) {
                connected.reset();
            } else {
                connected.end();
            }
        } catch (IOException | RuntimeException e) {
            connected.reset();
            fail(e instanceof CompletionException ? Kind.BROKEN : Kind.UNREADABLE, e);
        }
    }

    private static void await(Future<Void> written) {
        written.toCompletionStage().toCompletableFuture().join();
    }

    private void receive(HttpClientResponse response, HttpRequest sent) {
        sender.cookies.ifPresent(cookies -> cookies.take(sent.target(), response.headers()));
        if (isToIntroduceAgain(response, sent)) {
            introducedAgain = true;
            leave(response, sent);
            return;
        }
        HttpRequest next =
                Redirect.isAsked(response) && sender.options.maxRedirects() > 0 ? Redirect.next(sent, response) : null;
        if (next != null) {
            follow(response, next);
            return;
        }
        boolean succeeded = response.statusCode() >= 200 && response.statusCode() < 300;
        if (sent.streamed() && succeeded) {
            succeed(new HttpReply(
                    response.statusCode(),
                    response.headers(),
                    received,
                    new ReplyStream(sender.vertx, response, sent.timeout(), sender.options.idleTimeout()),
                    sent.target()));
            return;
        }
        response.exceptionHandler(cause -> fail(Kind.BROKEN, cause));
        response.handler(chunk -> {
            if (received.length() + (long) chunk.length()
                    > sender.options.maxResponseSize().bytes()) {
                fail(Kind.TOO_LARGE, null);
            } else {
                received.appendBuffer(chunk);
            }
        });
        response.endHandler(end ->
                succeed(new HttpReply(response.statusCode(), response.headers(), received, null, sent.target())));
    }

    private void follow(HttpClientResponse response, HttpRequest next) {
        if (!sender.origins.allow(next.target().origin())) {
            fail(Kind.LED_AWAY, new IllegalStateException(next.target().origin().toString()));
        } else if (++redirects > sender.options.maxRedirects()) {
            fail(Kind.REDIRECTED_TOO_OFTEN, null);
        } else {
            leave(response, next);
        }
    }

    /** Nobody reads the body of a reply that is not the last, which a connection that is used again would have to. */
    private void leave(HttpClientResponse response, HttpRequest next) {
        request = null;
        response.request().reset();
        connect(next);
    }

    /** A server that has forgotten whom NTLM has introduced has done nothing. */
    private boolean isToIntroduceAgain(HttpClientResponse response, HttpRequest sent) {
        return sender.ntlm(sent).isPresent()
                && !introducedAgain
                && sent.content().repeatable()
                && NtlmConnection.wasForgotten(response);
    }

    private void succeed(HttpReply whole) {
        if (state.getAndSet(State.FINISHED) != State.FINISHED) {
            sender.vertx.cancelTimer(deadline);
            reply.complete(whole);
        } else {
            whole.discard();
        }
    }

    private void fail(Kind kind, Throwable cause) {
        State before = state.getAndSet(State.FINISHED);
        if (before == State.FINISHED) {
            return;
        }
        sender.vertx.cancelTimer(deadline);
        HttpClientRequest underWay = request;
        if (before == State.SENDING && underWay != null) {
            underWay.reset();
        }
        reply.completeExceptionally(new HttpCallFailure(kind, before == State.CONNECTING, cause));
    }

    /** Decides, once and for all threads, whether a byte may have left. */
    private enum State {
        CONNECTING,
        SENDING,
        FINISHED
    }
}

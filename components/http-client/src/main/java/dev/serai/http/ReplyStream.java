/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A reply's body, read while it comes. A few pieces are held at most: the server waits for the reader. A stream that
 * nobody reads is closed after a while, so that a forgotten one does not keep its connection. Read by one thread at a
 * time.
 */
final class ReplyStream extends InputStream {

    /** How many pieces of the network's size may wait for the reader. */
    private static final int AHEAD = 16;

    private static final Object END = new Object();

    private final BlockingQueue<Object> pieces = new LinkedBlockingQueue<>();
    private final HttpClientResponse response;
    private final Vertx vertx;
    private final Context context;
    private final Duration patience;
    private final long watch;
    private volatile boolean read;
    private volatile boolean closed;
    private Buffer current = Buffer.buffer();
    private int next;
    private boolean ended;

    /**
     * Takes a response over, on its event loop.
     *
     * @param patience how long the reader waits for the next piece
     * @param forgottenAfter how long the reader may take between two reads
     */
    ReplyStream(Vertx vertx, HttpClientResponse response, Duration patience, Duration forgottenAfter) {
        this.response = response;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.patience = patience;
        response.pause();
        response.handler(pieces::add);
        response.endHandler(end -> pieces.add(END));
        response.exceptionHandler(pieces::add);
        response.fetch(AHEAD);
        this.watch = vertx.setPeriodic(forgottenAfter.toMillis(), id -> {
            if (!read) {
                close();
            }
            read = false;
        });
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (next == current.length()) {
            if (ended) {
                return -1;
            }
            take();
        }
        read = true;
        int count = Math.min(length, current.length() - next);
        current.getBytes(next, next + count, bytes, offset);
        next += count;
        return count;
    }

    private void take() throws IOException {
        if (closed) {
            throw new IOException("The reply's stream is closed.");
        }
        read = true;
        Object piece;
        try {
            piece = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new InterruptedIOException("Interrupted while waiting for more of a reply.");
        }
        if (piece == null) {
            close();
            throw new IOException("The server sent nothing more of its reply for " + patience.toMillis() + " ms.");
        }
        if (piece instanceof Throwable failure) {
            close();
            throw new IOException("The reply broke off: " + failure.getMessage(), failure);
        }
        if (piece == END) {
            ended = true;
            vertx.cancelTimer(watch);
            return;
        }
        current = (Buffer) piece;
        next = 0;
        context.runOnContext(now -> response.fetch(1));
    }

    @Override
    public int available() {
        return current.length() - next;
    }

    /** Ends the request where more of the reply would come. */
    @Override
    public void close() {
        vertx.cancelTimer(watch);
        if (!closed) {
            closed = true;
            if (!ended) {
                response.request().reset();
                pieces.add(new IOException("the stream was closed"));
            }
        }
    }
}

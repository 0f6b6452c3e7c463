/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConverter;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.AsyncInputStream;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpSupport;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.ExceptionHelper;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.ObjectHelper;
import org.apache.camel.support.http.HttpUtil;

/**
 * Writes what became of an exchange as the reply to its request: status, headers and body as Camel's own consumer does.
 * A body that lies in memory is written in one piece with its length; any other stream is read on workers, piece by piece.
 */
final class ReplyWriter {

    private final HeaderFilterStrategy filter;
    private final boolean muted;
    private final boolean awaited;

    ReplyWriter(PlatformHttpEndpoint endpoint) {
        this.filter = endpoint.getHeaderFilterStrategy();
        this.muted = endpoint.isMuteException();
        this.awaited = endpoint.isHandleWriteResponseError();
    }

    /** Writes the reply, on the request's event loop. Fails when there is no way to write it. */
    Future<Void> write(RoutingContext request, Exchange exchange) {
        // A time-out may have answered already.
        if (request.response().ended()) {
            return Future.succeededFuture();
        }
        try {
            Object body = begin(request, exchange);
            return body instanceof InputStream stream ? pump(request, stream) : end(request, (Buffer) body);
        } catch (NoTypeConversionAvailableException | RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** Sets status and headers, and gives what is left to write: a buffer, a stream, or null for nothing. */
    private Object begin(RoutingContext request, Exchange exchange) throws NoTypeConversionAvailableException {
        Message message = exchange.getMessage();
        HttpServerResponse response = request.response();
        response.setStatusCode(HttpUtil.determineResponseCode(exchange, message.getBody()));
        if (filter != null) {
            headers(request, message);
        }
        Object given = exchange.getException() == null ? message.getBody() : problem(exchange);
        String contentType = MessageHelper.getContentType(message);
        if (contentType != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
        }
        Object body = content(exchange, given);
        if (body instanceof InputStream) {
            response.setChunked(true);
        }
        return body;
    }

    /** What the caller may know of a failure. */
    private Object problem(Exchange exchange) {
        exchange.getMessage()
                .setHeader(Exchange.CONTENT_TYPE, VertxPlatformHttpSupport.DEFAULT_CONTENT_TYPE_ON_EXCEPTION);
        return muted ? "" : ExceptionHelper.stackTraceToString(exchange.getException());
    }

    private void headers(RoutingContext request, Message message) {
        Exchange exchange = message.getExchange();
        Map<String, String> pathParameters = request.pathParams();
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            String name = header.getKey();
            Object value = header.getValue();
            // The parameters of the path came from the caller, and do not go back. What the strategy keeps back, as it
            // does all of Camel's own headers, is not turned into text first.
            if (!pathParameters.containsKey(name) && !filter.applyFilterToCamelHeaders(name, value, exchange)) {
                if (value instanceof String text) {
                    request.response().putHeader(name, text);
                } else {
                    putConverted(request, exchange, name, value);
                }
            }
        }
    }

    /** A header of several values gives each of them, and the strategy decides on each. */
    private void putConverted(RoutingContext request, Exchange exchange, String name, Object value) {
        TypeConverter converter = exchange.getContext().getTypeConverter();
        Iterator<?> values = ObjectHelper.createIterator(value, null, true);
        HttpUtil.applyHeader(filter, exchange, values, converter, name, (several, one) -> {
            if (several != null) {
                request.response().putHeader(name, several);
            } else if (one != null) {
                request.response().putHeader(name, one);
            }
        });
    }

    private static Object content(Exchange exchange, Object body) throws NoTypeConversionAvailableException {
        if (body == null || body instanceof Buffer) {
            return body;
        }
        if (body instanceof byte[] bytes) {
            return Buffer.buffer(bytes);
        }
        if (body instanceof String text) {
            return Buffer.buffer(text);
        }
        if (body instanceof InputStream stream) {
            return liesInMemory(stream) ? Buffer.buffer(bytes(stream)) : stream;
        }
        if (body instanceof ByteBuffer bytes) {
            return buffer(bytes);
        }
        return converted(exchange, body);
    }

    private static boolean liesInMemory(InputStream stream) {
        return stream instanceof ByteArrayInputStream || (stream instanceof StreamCache cache && cache.inMemory());
    }

    private static byte[] bytes(InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object converted(Exchange exchange, Object body) throws NoTypeConversionAvailableException {
        TypeConverter converter = exchange.getContext().getTypeConverter();
        InputStream stream = converter.tryConvertTo(InputStream.class, exchange, body);
        if (stream != null) {
            return content(exchange, stream);
        }
        ByteBuffer bytes = converter.tryConvertTo(ByteBuffer.class, exchange, body);
        if (bytes != null) {
            return buffer(bytes);
        }
        throw new NoTypeConversionAvailableException(body, InputStream.class);
    }

    private static Buffer buffer(ByteBuffer bytes) {
        byte[] content = new byte[bytes.remaining()];
        bytes.get(content);
        return Buffer.buffer(content);
    }

    /** Only who asked for it hears of a caller that went away. */
    private Future<Void> end(RoutingContext request, Buffer body) {
        Future<Void> ended = body == null ? request.end() : request.end(body);
        return awaited ? ended : Future.succeededFuture();
    }

    private Future<Void> pump(RoutingContext request, InputStream stream) {
        Promise<Void> written = Promise.promise();
        HttpServerResponse response = request.response();
        Context context = request.vertx().getOrCreateContext();
        AsyncInputStream pieces = new AsyncInputStream(request.vertx(), context, stream);
        context.runOnContext(now -> pieces.pipe()
                .endOnFailure(false)
                .to(response)
                .onComplete(end -> pieces.close(closed -> {
                    if (end.succeeded() || (response.closed() && !awaited)) {
                        written.complete();
                    } else {
                        written.fail(end.cause());
                    }
                })));
        return written.future();
    }
}

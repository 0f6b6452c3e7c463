/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks replies. The client's own unpacking takes a body that was cut off, or is not packed at all, for one that has
 * ended (Netty 4.1); Java's streams say so.
 */
final class Packing {

    /** What is asked for. */
    static final String ACCEPTED = "gzip, deflate";

    /** The first byte of a zlib header with a window of 32 KiB, which is what servers send. */
    private static final int ZLIB = 0x78;

    private Packing() {}

    /** Whether a reply's body is packed in a way that was asked for. */
    static boolean isPacked(MultiMap headers) {
        return switch (encoding(headers)) {
            case "gzip", "x-gzip", "deflate" -> true;
            default -> false;
        };
    }

    private static String encoding(MultiMap headers) {
        String encoding = headers.get(HttpHeaders.CONTENT_ENCODING);
        return encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Gives a reply as it was before it was packed, with headers that say so. A stream is unpacked while it is read.
     *
     * @param most how many bytes may come out of a whole body
     * @throws HttpCallFailure when more come out, the body ends too early, or it is not packed as the server says
     */
    static HttpReply unpacked(HttpReply reply, long most) throws HttpCallFailure {
        if (!isPacked(reply.headers())) {
            return reply;
        }
        MultiMap headers = HttpHeaders.headers()
                .addAll(reply.headers())
                .remove(HttpHeaders.CONTENT_ENCODING)
                .remove(HttpHeaders.CONTENT_LENGTH);
        if (reply.stream() != null) {
            return new HttpReply(
                    reply.status(),
                    headers,
                    reply.body(),
                    new UnpackedStream(reply.stream(), packed -> unpacking(reply.headers(), packed)),
                    reply.target());
        }
        Buffer body = reply.body().length() == 0 ? reply.body() : unpacked(reply.headers(), reply.body(), most);
        return new HttpReply(reply.status(), headers, body, null, reply.target());
    }

    private static Buffer unpacked(MultiMap headers, Buffer body, long most) throws HttpCallFailure {
        try (InputStream bytes = unpacking(headers, new ByteArrayInputStream(body.getBytes()))) {
            byte[] unpacked = bytes.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE));
            if (unpacked.length > most) {
                throw new HttpCallFailure(HttpCallFailure.Kind.TOO_LARGE, false, null);
            }
            return Buffer.buffer(unpacked);
        } catch (EOFException e) {
            throw new HttpCallFailure(
                    HttpCallFailure.Kind.BROKEN, false, new IOException("its packed body ends too early"));
        } catch (IOException e) {
            throw new HttpCallFailure(HttpCallFailure.Kind.NOT_PACKED, false, e);
        }
    }

    private static InputStream unpacking(MultiMap headers, InputStream packed) throws IOException {
        if (!encoding(headers).equals("deflate")) {
            return new GZIPInputStream(packed);
        }
        BufferedInputStream bytes = new BufferedInputStream(packed);
        bytes.mark(1);
        int first = bytes.read();
        bytes.reset();
        if (first < 0) {
            throw new ZipException("it is empty");
        }
        // The rules want the zlib format; some servers send what would be inside it.
        return new InflaterInputStream(bytes, new Inflater(first != ZLIB));
    }
}

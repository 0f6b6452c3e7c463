/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.ConnectorException;
import dev.serai.http.RequestContent.Opened;
import dev.serai.http.RequestContent.Streamed;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.DiskFileUpload;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostRequestEncoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestEncoder.EncoderMode;
import io.netty.handler.codec.http.multipart.HttpPostRequestEncoder.ErrorDataEncoderException;
import io.netty.handler.codec.http.multipart.MemoryFileUpload;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.apache.camel.WrappedFile;

/** Makes forms what a request sends: fields and files. */
public final class FormContent {

    private FormContent() {}

    /**
     * Fields as HTML's forms send them, {@code application/x-www-form-urlencoded}.
     *
     * @param fields a list gives a name several times; what is null is left out
     */
    public static RequestContent of(Map<?, ?> fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> RequestTarget.addPairs(pairs, String.valueOf(name), value));
        return BodyContent.of(String.join("&", pairs), "application/x-www-form-urlencoded");
    }

    /**
     * Parts, {@code multipart/form-data}. Files are read while they are sent.
     *
     * @param parts by name: text, bytes, a file, other data (as JSON), a list of these, or a map with {@code content} and
     *     perhaps {@code fileName} and {@code contentType}
     * @throws ConnectorException when a part is none of these
     */
    public static RequestContent multipart(Map<?, ?> parts) {
        List<Part> known = new ArrayList<>();
        parts.forEach((name, value) -> add(known, String.valueOf(name), value));
        return new Streamed(() -> encode(known), null, true);
    }

    private static void add(List<Part> parts, String name, Object value) {
        if (value instanceof Collection<?> values) {
            values.forEach(one -> add(parts, name, one));
        } else if (value instanceof Map<?, ?> part && part.containsKey("content")) {
            parts.add(part(name, part.get("content"), text(part.get("fileName")), text(part.get("contentType"))));
        } else if (value != null) {
            parts.add(part(name, value, null, null));
        }
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    private static Part part(String name, Object content, String fileName, String contentType) {
        refuse("\"\r\n", name);
        refuse("\"\r\n", fileName);
        refuse("\r\n", contentType);
        Object held = content instanceof WrappedFile<?> wrapped ? wrapped.getFile() : content;
        File file = held instanceof Path path ? path.toFile() : held instanceof File known ? known : null;
        if (file != null) {
            return new Part(name, file, null, fileName == null ? file.getName() : fileName, contentType);
        }
        if (!(BodyContent.of(content, contentType) instanceof RequestContent.Whole whole)) {
            throw BodyContent.refused("The part '" + name + "' is a stream. Make it bytes or a file first.");
        }
        boolean field = fileName == null && contentType == null && content instanceof CharSequence;
        return new Part(name, null, whole.bytes().getBytes(), fileName, field ? null : whole.contentType());
    }

    /** Refuses what would end the text in a header, or the header. */
    private static void refuse(String signs, String text) {
        if (text != null && text.chars().anyMatch(sign -> signs.indexOf(sign) >= 0)) {
            throw BodyContent.refused("A part's name, file name or content type holds a quote or a line break, which"
                    + " cannot be sent.");
        }
    }

    private static Opened encode(List<Part> parts) throws IOException {
        try {
            HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
            HttpPostRequestEncoder encoder = new HttpPostRequestEncoder(
                    new DefaultHttpDataFactory(false), request, true, StandardCharsets.UTF_8, EncoderMode.HTML5);
            for (Part part : parts) {
                part.addTo(encoder);
            }
            HttpRequest head = encoder.finalizeRequest();
            InputStream bytes = head instanceof FullHttpRequest full
                    ? new ByteBufInputStream(full.content(), true)
                    : new SequenceInputStream(new Chunks(encoder));
            return new Opened(
                    bytes,
                    head.headers().getInt(HttpHeaderNames.CONTENT_LENGTH, -1),
                    head.headers().get(HttpHeaderNames.CONTENT_TYPE));
        } catch (ErrorDataEncoderException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** A part of a form. One of file and bytes is null; without a file name and a content type it is a plain field. */
    private record Part(String name, File file, byte[] bytes, String fileName, String contentType) {

        void addTo(HttpPostRequestEncoder encoder) throws IOException, ErrorDataEncoderException {
            if (file == null && contentType == null) {
                encoder.addBodyAttribute(name, new String(bytes, StandardCharsets.UTF_8));
                return;
            }
            String type = contentType == null ? "application/octet-stream" : contentType;
            long size = file == null ? bytes.length : file.length();
            String shown = fileName == null ? name : fileName;
            FileUpload upload = file == null
                    ? new MemoryFileUpload(name, shown, type, "binary", null, size)
                    : new DiskFileUpload(name, shown, type, "binary", null, size);
            if (file == null) {
                upload.setContent(Unpooled.wrappedBuffer(bytes));
            } else {
                upload.setContent(file);
            }
            encoder.addBodyHttpData(upload);
        }
    }

    /** The pieces of an encoded form, each made when the one before was read. */
    // A SequenceInputStream takes nothing else.
    @SuppressWarnings("JdkObsolete")
    private static final class Chunks implements Enumeration<InputStream> {

        private final HttpPostRequestEncoder encoder;

        Chunks(HttpPostRequestEncoder encoder) {
            this.encoder = encoder;
        }

        @Override
        public boolean hasMoreElements() {
            try {
                return !encoder.isEndOfInput();
            } catch (Exception e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }

        @Override
        public InputStream nextElement() {
            try {
                HttpContent chunk = encoder.readChunk(ByteBufAllocator.DEFAULT);
                return chunk == null ? InputStream.nullInputStream() : new ByteBufInputStream(chunk.content(), true);
            } catch (Exception e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }
    }
}

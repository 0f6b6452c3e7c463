/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.Compressor;
import io.airlift.compress.Decompressor;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compresses and decompresses columns without Hadoop's codecs. Thread-safe, as what it gives is not shared. */
final class Codecs implements CompressionCodecFactory {

    /** More than any writer makes, in bytes: pages have about one megabyte. */
    private static final int LARGEST_PAGE = 256 << 20;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return new BytesInputCompressor() {
            @Override
            public BytesInput compress(BytesInput bytes) throws IOException {
                return codec == CompressionCodecName.UNCOMPRESSED
                        ? bytes
                        : BytesInput.from(Codecs.compress(codec, array(bytes)));
            }

            @Override
            public CompressionCodecName getCodecName() {
                return codec;
            }

            @Override
            public void release() {
                // Nothing is held.
            }
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return new BytesInputDecompressor() {
            @Override
            public BytesInput decompress(BytesInput bytes, int size) throws IOException {
                return codec == CompressionCodecName.UNCOMPRESSED
                        ? bytes
                        : BytesInput.from(Codecs.decompress(codec, array(bytes), size));
            }

            @Override
            public void decompress(ByteBuffer in, int compressedSize, ByteBuffer out, int size) throws IOException {
                byte[] bytes = new byte[compressedSize];
                in.get(bytes);
                out.put(codec == CompressionCodecName.UNCOMPRESSED ? bytes : Codecs.decompress(codec, bytes, size));
            }

            @Override
            public void release() {
                // Nothing is held.
            }
        };
    }

    @Override
    public void release() {
        // Nothing is held.
    }

    private static byte[] array(BytesInput bytes) throws IOException {
        ByteArrayOutputStream array = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
        bytes.writeAllTo(array);
        return array.toByteArray();
    }

    private static byte[] compress(CompressionCodecName codec, byte[] bytes) throws IOException {
        return switch (codec) {
            case SNAPPY -> {
                Compressor snappy = new SnappyCompressor();
                byte[] compressed = new byte[snappy.maxCompressedLength(bytes.length)];
                yield Arrays.copyOf(
                        compressed, snappy.compress(bytes, 0, bytes.length, compressed, 0, compressed.length));
            }
            case ZSTD -> Zstd.compress(bytes);
            case GZIP -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2);
                try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                    gzip.write(bytes);
                }
                yield out.toByteArray();
            }
            default -> throw new IOException("columns are not compressed by " + codec);
        };
    }

    private static byte[] decompress(CompressionCodecName codec, byte[] bytes, int size) throws IOException {
        if (size < 0 || size > LARGEST_PAGE) {
            throw new IOException(
                    "a page says that it has " + size + " bytes; the largest that is read has " + LARGEST_PAGE);
        }
        byte[] page =
                switch (codec) {
                    case SNAPPY -> decompress(new SnappyDecompressor(), bytes, size);
                    case LZ4_RAW -> decompress(new Lz4Decompressor(), bytes, size);
                    case ZSTD -> Zstd.decompress(bytes, size);
                    case GZIP -> {
                        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                            yield gzip.readNBytes(size);
                        }
                    }
                    default ->
                        throw new IOException("its columns are compressed by " + codec
                                + ", which is not read. Expected snappy, gzip, zstd, lz4_raw or none");
                };
        if (page.length != size) {
            throw new IOException("a page has " + page.length + " bytes in place of " + size);
        }
        return page;
    }

    private static byte[] decompress(Decompressor decompressor, byte[] bytes, int size) throws IOException {
        byte[] page = new byte[size];
        try {
            int length = decompressor.decompress(bytes, 0, bytes.length, page, 0, size);
            return length == size ? page : Arrays.copyOf(page, length);
        } catch (MalformedInputException e) {
            throw new IOException("a page is damaged: " + e.getMessage(), e);
        }
    }
}

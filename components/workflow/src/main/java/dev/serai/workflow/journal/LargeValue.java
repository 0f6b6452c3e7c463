/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Bytes too large for a row that is read often. They lie compressed in a table of their own, once for each execution
 * however often they are recorded, and a reference stands in their place.
 *
 * @param reference what stands in their place
 * @param compressed the bytes
 */
record LargeValue(byte[] reference, byte[] compressed) {

    /** In bytes, what a row still holds itself. */
    static final int LARGEST_IN_ROW = 64 * 1024;

    /** No encoded value begins like this: it would be the number of a class beyond all that are known. */
    private static final byte MARK = (byte) 0xff;

    private static final int SIZE_AT = 1;
    private static final int HASH_AT = SIZE_AT + Long.BYTES;
    private static final int LENGTH = HASH_AT + 32;

    /** Whether bytes belong into the table of their own. */
    static boolean isLarge(byte[] content) {
        return content != null && content.length > LARGEST_IN_ROW;
    }

    static LargeValue of(byte[] content) {
        byte[] reference = ByteBuffer.allocate(LENGTH)
                .put(MARK)
                .putLong(content.length)
                .put(hash(content))
                .array();
        return new LargeValue(reference, compress(content));
    }

    static boolean isReference(byte[] bytes) {
        return bytes != null && bytes.length == LENGTH && bytes[0] == MARK;
    }

    /** How many bytes a reference stands for. */
    static long size(byte[] reference) {
        return ByteBuffer.wrap(reference).getLong(SIZE_AT);
    }

    /** What the bytes of a reference are found by. */
    static byte[] key(byte[] reference) {
        return Arrays.copyOfRange(reference, HASH_AT, LENGTH);
    }

    /** The bytes again. */
    static byte[] decompress(byte[] compressed) {
        try (InflaterInputStream content = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] compress(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(content.length / 4);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream stream = new DeflaterOutputStream(compressed, deflater)) {
            stream.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return compressed.toByteArray();
    }

    private static byte[] hash(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/** What every store of positions or keys accepts, so that a source that works on one works on all. */
public final class StateArguments {

    /** In characters; three bytes for each still fit into an entry of PostgreSQL's indexes. */
    private static final int LONGEST_SOURCE = 800;

    private static final int LONGEST_POSITION = 4_000;
    private static final int LONGEST_SCOPE = 200;

    /** In bytes of UTF-8; with the longest scope it still fits into an entry of PostgreSQL's indexes. */
    private static final int LONGEST_PLAIN_KEY = 2_000;

    private static final String DIGEST_PREFIX = "sha256:";

    private StateArguments() {}

    /** @throws IllegalArgumentException unless it is 1 to 800 characters of text */
    public static String source(String source) {
        return name("source", source, LONGEST_SOURCE);
    }

    /** @throws IllegalArgumentException unless it is text of at most 4,000 characters */
    public static String position(String position) {
        return text("position", position, LONGEST_POSITION);
    }

    /** @throws IllegalArgumentException unless it is 1 to 200 characters of text */
    public static String scope(String scope) {
        return name("scope", scope, LONGEST_SCOPE);
    }

    /**
     * What a key is remembered as: itself, or its SHA-256 when it is long or when not every database could hold it. Two
     * keys are never remembered as the same.
     */
    public static String rememberedKey(String key) {
        return isPlain(key) ? key : DIGEST_PREFIX + digest(key);
    }

    /**
     * When a key that is remembered now is forgotten, in milliseconds since 1970; the farthest there is for a time beyond.
     *
     * @throws IllegalArgumentException when the retention is not positive
     */
    public static long expiry(Instant now, Duration retention) {
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException(
                    "The retention is " + retention + ". Expected a time that is longer than none.");
        }
        try {
            return now.plus(retention).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    private static String name(String what, String value, int longest) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The " + what + " is empty. Expected a name.");
        }
        return text(what, value, longest);
    }

    private static String text(String what, String value, int longest) {
        if (value.length() > longest) {
            throw new IllegalArgumentException("The " + what + " is " + value.length() + " characters long: '"
                    + value.substring(0, 40) + "…'. Expected at most " + longest + ".");
        }
        if (!isText(value)) {
            throw new IllegalArgumentException("The " + what + " is not text that a database can hold: it has a NUL"
                    + " character or half a surrogate pair. Encode it, for example as Base64.");
        }
        return value;
    }

    private static boolean isPlain(String key) {
        return !key.startsWith(DIGEST_PREFIX)
                && key.length() <= LONGEST_PLAIN_KEY
                && isText(key)
                && key.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PLAIN_KEY;
    }

    private static boolean isText(String value) {
        return value.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }

    private static String digest(String key) {
        try {
            // UTF-16 has a form for every string, also for one that is no text.
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(utf16(key));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static byte[] utf16(String key) {
        byte[] bytes = new byte[2 * key.length()];
        for (int i = 0; i < key.length(); i++) {
            bytes[2 * i] = (byte) (key.charAt(i) >> 8);
            bytes[2 * i + 1] = (byte) key.charAt(i);
        }
        return bytes;
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** What a message is called in its header {@code Message-ID}. */
final class MessageIdentifier {

    private static final int LENGTH = 32;

    private MessageIdentifier() {}

    /**
     * @param key the same for every repetition of one call, which then has the same identifier; null for one that nobody had
     *     before
     * @param sender the address whose domain stands behind the {@code @}
     */
    static String of(String connector, String key, String sender) {
        String left = key == null ? UUID.randomUUID().toString() : digest(connector + "\n" + key);
        return "<" + left + "@" + sender.substring(sender.lastIndexOf('@') + 1) + ">";
    }

    /** The key itself may say something of the sender's system. */
    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("Every Java has SHA-256.", e);
        }
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The one user of a {@link MongoStandIn}, and the server's side of SCRAM-SHA-256 (RFC 7677) for it. Thread-safe. */
final class ScramUser {

    private static final int AUTHENTICATION_FAILED = 18;
    private static final int UNAUTHORIZED = 13;
    private static final int ITERATIONS = 4096;
    private static final byte[] SALT = "stand-in-salt-16".getBytes(StandardCharsets.US_ASCII);

    private final String name;
    private final byte[] salted;
    private final Map<Channel, String> begun = new ConcurrentHashMap<>();
    private final Set<Channel> known = ConcurrentHashMap.newKeySet();

    ScramUser(String name, String password) {
        this.name = name;
        try {
            salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), SALT, ITERATIONS, 256))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has no PBKDF2.", e);
        }
    }

    /** The client's first message and the answer to it. */
    Document begin(Channel channel, Document query) {
        String first = payload(query).replaceFirst("^n,,", "");
        if (!part(first, "n").equals(name)) {
            throw failed();
        }
        String answer = "r=" + part(first, "r") + UUID.randomUUID() + ",s="
                + Base64.getEncoder().encodeToString(SALT) + ",i=" + ITERATIONS;
        begun.put(channel, first + "," + answer);
        return answer(answer, false);
    }

    /** The client's proof, and the server's. */
    Document goOn(Channel channel, Document query) {
        String last = payload(query);
        if (last.isEmpty()) {
            return answer("", true);
        }
        String withoutProof = last.substring(0, last.indexOf(",p="));
        String messages = begun.remove(channel) + "," + withoutProof;
        byte[] proof = Base64.getDecoder().decode(part(last, "p"));
        byte[] clientKey = hmac(salted, "Client Key");
        byte[] signature = hmac(digest(clientKey), messages);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= signature[i];
        }
        if (!MessageDigest.isEqual(proof, clientKey)) {
            throw failed();
        }
        known.add(channel);
        byte[] own = hmac(hmac(salted, "Server Key"), messages);
        return answer("v=" + Base64.getEncoder().encodeToString(own), true);
    }

    /** Refuses a command of somebody who has not shown who he is. */
    void requireKnown(Channel channel, String command) {
        if (!known.contains(channel)) {
            throw new MongoServerError(UNAUTHORIZED, "Unauthorized", "command " + command + " requires authentication");
        }
    }

    void forget(Channel channel) {
        known.remove(channel);
        begun.remove(channel);
    }

    private static MongoServerError failed() {
        return new MongoServerError(AUTHENTICATION_FAILED, "AuthenticationFailed", "Authentication failed.");
    }

    private static Document answer(String payload, boolean done) {
        Document answer = new Document("conversationId", 1)
                .append("done", done)
                .append("payload", new BinData(payload.getBytes(StandardCharsets.UTF_8)));
        Utils.markOkay(answer);
        return answer;
    }

    private static String payload(Document query) {
        Object payload = query.get("payload");
        byte[] bytes = payload instanceof BinData data ? data.getData() : (byte[]) payload;
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String part(String message, String key) {
        for (String part : message.split(",", -1)) {
            if (part.startsWith(key + "=")) {
                return part.substring(2);
            }
        }
        throw failed();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has no HMAC.", e);
        }
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has no SHA-256.", e);
        }
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import com.ongres.scram.common.ClientFirstMessage;
import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.ServerFinalMessage;
import com.ongres.scram.common.ServerFirstMessage;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramParseException;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The one user of a {@link MongoStandIn}, and the server's side of SCRAM-SHA-256 (RFC 7677) for it. Thread-safe. */
final class ScramUser {

    private static final int AUTHENTICATION_FAILED = 18;
    private static final int UNAUTHORIZED = 13;
    private static final ScramMechanism MECHANISM = ScramMechanism.SCRAM_SHA_256;
    private static final int ITERATIONS = 4096;
    private static final byte[] SALT = "stand-in-salt-16".getBytes(StandardCharsets.US_ASCII);

    private final String name;
    private final byte[] storedKey;
    private final byte[] serverKey;
    private final Map<Channel, Begun> begun = new ConcurrentHashMap<>();
    private final Set<Channel> known = ConcurrentHashMap.newKeySet();

    ScramUser(String name, String password) {
        this.name = name;
        byte[] salted = ScramFunctions.saltedPassword(
                MECHANISM, StringPreparation.SASL_PREPARATION, password.toCharArray(), SALT, ITERATIONS);
        this.storedKey = ScramFunctions.storedKey(MECHANISM, ScramFunctions.clientKey(MECHANISM, salted));
        this.serverKey = ScramFunctions.serverKey(MECHANISM, salted);
    }

    /** The client's first message and the answer to it. */
    Document begin(Channel channel, Document query) {
        ClientFirstMessage first;
        try {
            first = ClientFirstMessage.parseFrom(payload(query));
        } catch (ScramParseException e) {
            throw failed();
        }
        if (!first.getUsername().equals(name)) {
            throw failed();
        }
        ServerFirstMessage answer = new ServerFirstMessage(
                first.getClientNonce(),
                UUID.randomUUID().toString(),
                Base64.getEncoder().encodeToString(SALT),
                ITERATIONS);
        begun.put(channel, new Begun(first, answer));
        return answer(answer.toString(), false);
    }

    /** The client's proof, and the server's. */
    Document goOn(Channel channel, Document query) {
        String last = payload(query);
        if (last.isEmpty()) {
            return answer("", true);
        }
        Begun conversation = begun.remove(channel);
        String messages = ScramFunctions.authMessage(conversation.first(), conversation.answer(), null);
        if (!ScramFunctions.verifyClientProof(MECHANISM, proof(last), storedKey, messages)) {
            throw failed();
        }
        known.add(channel);
        byte[] signature = ScramFunctions.serverSignature(MECHANISM, serverKey, messages);
        return answer(new ServerFinalMessage(signature).toString(), true);
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

    /** The last part of a client's last message, which no class of the library reads. */
    private static byte[] proof(String last) {
        return Base64.getDecoder().decode(last.substring(last.lastIndexOf(",p=") + ",p=".length()));
    }

    private record Begun(ClientFirstMessage first, ServerFirstMessage answer) {}
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import com.hierynomus.ntlm.functions.NtlmFunctions;
import com.hierynomus.ntlm.functions.NtlmV2Functions;
import com.hierynomus.security.SecurityProvider;
import com.hierynomus.security.bc.BCSecurityProvider;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that knows users by NTLMv2, as Windows' does: by connection. What a client proves is checked by another
 * library than the client's.
 */
final class NtlmServer implements AutoCloseable {

    private static final String SCHEME = "NTLM ";
    private static final int FLAGS = 0xe2898235;

    private final Vertx vertx = Vertx.vertx();
    private final Map<HttpConnection, byte[]> challenges = new ConcurrentHashMap<>();
    private final Set<HttpConnection> known = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final SecurityProvider security = new BCSecurityProvider();
    private final byte[] key;
    private final HttpServer server;

    /** Whether it asks for another introduction although there was one. */
    volatile boolean forgetful;

    /** Whether it closes each connection behind its answer. */
    volatile boolean closing;

    /** Whether it answers nothing to who introduces himself. */
    volatile boolean silent;

    /** What it says in place of a challenge. */
    volatile String nonsense;

    NtlmServer(String domain, String user, String password) {
        key = new NtlmV2Functions(new SecureRandom(), security).NTOWFv2(password, user, domain);
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body.toString())));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** What was answered, in order: method, path, status and the body that came. */
    List<String> requests() {
        return requests;
    }

    int connections() {
        return known.size();
    }

    private void answer(HttpServerRequest request, String body) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            if (forgetful) {
                known.remove(request.connection());
            }
            boolean welcome = known.contains(request.connection());
            end(request, body, welcome ? 200 : 401, "NTLM");
            return;
        }
        byte[] message = Base64.getDecoder().decode(authorization.substring(SCHEME.length()));
        if (silent) {
            return;
        }
        if (message[8] == 1) {
            end(request, body, 401, SCHEME + (nonsense == null ? challenge(request) : nonsense));
        } else if (proves(message, challenges.remove(request.connection()))) {
            known.add(request.connection());
            end(request, body, 200, null);
        } else {
            end(request, body, 401, "NTLM");
        }
    }

    /** By MS-NLMP, section 2.2.1.2: with the domain, and with the time, which asks the client to sign what was said. */
    private String challenge(HttpServerRequest request) {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        challenges.put(request.connection(), random);
        byte[] domain = "CORP".getBytes(StandardCharsets.UTF_16LE);
        int information = domain.length + 4 + 12 + 4;
        ByteBuffer message =
                ByteBuffer.allocate(56 + domain.length + information).order(ByteOrder.LITTLE_ENDIAN);
        message.put("NTLMSSP\0".getBytes(StandardCharsets.US_ASCII)).putInt(2);
        field(message, domain.length, 56);
        message.putInt(FLAGS).put(random).putLong(0);
        field(message, information, 56 + domain.length);
        message.putLong(0x0f00000045630a00L).put(domain);
        message.putShort((short) 2).putShort((short) domain.length).put(domain);
        long since1601 = (System.currentTimeMillis() + 11_644_473_600_000L) * 10_000;
        message.putShort((short) 7).putShort((short) 8).putLong(since1601).putInt(0);
        return Base64.getEncoder().encodeToString(message.array());
    }

    private static void field(ByteBuffer message, int length, int offset) {
        message.putShort((short) length).putShort((short) length).putInt(offset);
    }

    /**
     * The proof is made of the challenge and of what follows it, which names the service, with a key that only who knows
     * the password has.
     */
    private boolean proves(byte[] message, byte[] random) {
        ByteBuffer fields = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        int length = fields.getShort(20);
        int offset = fields.getInt(24);
        byte[] proof = Arrays.copyOfRange(message, offset, offset + 16);
        byte[] rest = Arrays.copyOfRange(message, offset + 16, offset + length);
        boolean named = new String(rest, StandardCharsets.UTF_16LE).contains("HTTP/127.0.0.1");
        return named && Arrays.equals(proof, NtlmFunctions.hmac_md5(security, key, random, rest));
    }

    private void end(HttpServerRequest request, String body, int status, String offer) {
        requests.add(request.method() + " " + request.path() + " " + status + (body.isEmpty() ? "" : " " + body));
        if (offer != null && status == 401) {
            request.response().putHeader("WWW-Authenticate", offer);
        }
        if (closing) {
            request.response().putHeader("Connection", "close");
        }
        request.response().setStatusCode(status).putHeader("Content-Type", "application/json");
        if (request.path().endsWith("/moved") && status == 200) {
            request.response().setStatusCode(307).putHeader("Location", "here");
        }
        if (request.path().endsWith("/long") && status == 200) {
            request.response().setChunked(true).write("{");
            return;
        }
        request.response().end(status == 200 ? "{\"here\":true}" : "");
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

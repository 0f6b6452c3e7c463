/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port of the loopback interface on which nothing listens. For servers that must be told their port; one that can
 * choose its own by listening on port 0 should, because another process may take this one before it is used.
 *
 * <p>It is below those that systems give to connections that go out (from 32,768 on with Linux, from 49,152 on with others).
 * A port among them can be taken by any client while its server is down, even by the server's own one, whose attempt to
 * connect again then meets itself.
 */
public final class FreePort {

    private static final int FIRST = 12_000;
    private static final int AFTER_LAST = 32_000;
    private static final int ATTEMPTS = 1_000;

    private FreePort() {}

    public static int find() {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER_LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "None of " + ATTEMPTS + " ports between " + FIRST + " and " + AFTER_LAST + " was free.");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}

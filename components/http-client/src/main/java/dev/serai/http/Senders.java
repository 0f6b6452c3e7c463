/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.http.HttpCall.Sender;
import io.vertx.core.http.HttpClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * What sends the requests of one connector. Callers on an event loop have connections of that event loop, so that a call
 * and its reply need no other thread; all other callers share theirs. Thread-safe.
 */
final class Senders {

    private final Map<Thread, Sender> ofEventLoops = new ConcurrentHashMap<>();
    private final Sender shared;
    private final IntFunction<HttpClient> clients;
    private final Function<HttpClient, Sender> sender;
    private final int connectionsOfALoop;

    /**
     * @param connections how many there may be to one host
     * @param loops how many event loops may call
     * @param clients makes a client with so many connections
     * @param sender makes what sends with a client
     */
    Senders(int connections, int loops, IntFunction<HttpClient> clients, Function<HttpClient, Sender> sender) {
        this.clients = clients;
        this.sender = sender;
        // One part for each event loop and one for all other callers, so that together they are no more than allowed.
        // Where there are not enough for that, all callers share what there is.
        this.connectionsOfALoop = loops == 0 ? 0 : connections / (loops + 1);
        this.shared = sender.apply(clients.apply(connections - loops * connectionsOfALoop));
    }

    /** What sends for whoever calls now. */
    Sender current() {
        return connectionsOfALoop > 0 && EventLoopCallers.isOne()
                ? ofEventLoops.computeIfAbsent(
                        Thread.currentThread(), loop -> sender.apply(clients.apply(connectionsOfALoop)))
                : shared;
    }

    void close() {
        shared.client().close();
        ofEventLoops.values().forEach(one -> one.client().close());
    }
}

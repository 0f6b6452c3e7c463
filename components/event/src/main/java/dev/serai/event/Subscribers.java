/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.Names;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Endpoint;

/** Who subscribes at one connector, by name. Thread-safe. */
final class Subscribers {

    private final Map<String, Handler> declared = new TreeMap<>();
    private final Map<String, Handler> running = new LinkedHashMap<>();

    /**
     * A subscriber with what handles its events.
     *
     * @param endpoint makes the exchanges
     */
    record Handler(Subscriber subscriber, Handling handling, Endpoint endpoint) {}

    /**
     * Makes a handler known, in place of one of the same name that does not run.
     *
     * @throws ConnectorException when one of that name runs
     */
    synchronized void declare(Caller caller, Handler handler) {
        requireFree(caller, handler.subscriber().name());
        declared.put(handler.subscriber().name(), handler);
    }

    /** @throws ConnectorException when a handler of that name runs */
    synchronized void begin(Caller caller, String name) {
        requireFree(caller, name);
        running.put(name, declared.get(name));
    }

    private void requireFree(Caller caller, String name) {
        if (running.containsKey(name)) {
            throw caller.failure(
                            EventErrors.SUBSCRIBER_TAKEN,
                            "There is a subscriber '" + name
                                    + "' already, and two would share its position, buffer and dead letters. Give each a"
                                    + " name of its own with the option 'subscriber'.")
                    .build();
        }
    }

    synchronized void end(String name) {
        running.remove(name);
    }

    /** What became of the events of a subscriber, since the process started and whichever route it had. */
    synchronized SubscriberCounts counts(String name) {
        Handler handler = declared.get(name);
        return handler == null ? new SubscriberCounts() : handler.subscriber().counts();
    }

    /** The subscriber of that name. */
    synchronized Subscriber get(Caller caller, String name) {
        Handler handler = declared.get(name);
        if (handler == null) {
            throw unknown(caller, name, declared.keySet());
        }
        return handler.subscriber();
    }

    static ConnectorException unknown(Caller caller, String name, Collection<String> known) {
        return caller.failure(
                        EventErrors.SUBSCRIBER_UNKNOWN,
                        "There is no subscriber '" + name + "'. " + Names.suggestion(name, known))
                .build();
    }

    /** Those whose routes run and that want events of a type. */
    synchronized List<Handler> running(String type) {
        return running.values().stream()
                .filter(handler -> handler.subscriber().types().match(type))
                .toList();
    }

    synchronized boolean isRunning(String name) {
        return running.containsKey(name);
    }

    /** All, by name. */
    synchronized List<Subscriber> all() {
        return declared.values().stream().map(Handler::subscriber).toList();
    }
}

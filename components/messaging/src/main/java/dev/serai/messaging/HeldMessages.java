/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Messages that calls took and did not settle yet, by handles. Each is held for a time; what was not settled by then goes
 * back to the broker. Thread-safe; blocks while the broker is told.
 */
final class HeldMessages {

    /** How long a handle is good. */
    static final Duration LIFE = Duration.ofMinutes(5);

    private final Map<String, Held> held = new LinkedHashMap<>();
    private final Executor whenOver;

    /** @param workers give back what was held for too long */
    HeldMessages(Executor workers) {
        this.whenOver = CompletableFuture.delayedExecutor(LIFE.toMillis(), TimeUnit.MILLISECONDS, workers);
    }

    /** Holds what a receiver gave; gives a handle for each, in their order. The receiver is closed with the last of them. */
    synchronized List<String> hold(Receiver receiver, List<IncomingMessage> messages) {
        Pull pull = new Pull(receiver, System.nanoTime() + LIFE.toNanos(), new HashSet<>());
        List<String> handles = new ArrayList<>();
        for (IncomingMessage message : messages) {
            String handle = UUID.randomUUID().toString();
            held.put(handle, new Held(pull, message));
            pull.open.add(handle);
            handles.add(handle);
        }
        whenOver.execute(this::expire);
        return handles;
    }

    synchronized int acknowledge(Caller caller, List<String> handles) {
        Set<Pull> pulls = settle(caller, handles, message -> message.pull.receiver.acknowledge(message.message));
        tell(pulls);
        return handles.size();
    }

    synchronized int reject(Caller caller, List<String> handles, boolean requeue) {
        Set<Pull> pulls = settle(caller, handles, message -> message.pull.receiver.reject(message.message, requeue));
        tell(pulls);
        return handles.size();
    }

    private Set<Pull> settle(Caller caller, List<String> handles, Consumer<Held> how) {
        expire();
        Set<Pull> pulls = new LinkedHashSet<>();
        for (String handle : handles) {
            if (!held.containsKey(handle)) {
                throw unknown(caller, handle);
            }
        }
        for (String handle : handles) {
            Held message = held.remove(handle);
            if (message != null) {
                how.accept(message);
                message.pull.open.remove(handle);
                pulls.add(message.pull);
            }
        }
        return pulls;
    }

    private static void tell(Set<Pull> pulls) {
        for (Pull pull : pulls) {
            pull.receiver.settle();
            if (pull.open.isEmpty()) {
                pull.receiver.close();
            }
        }
    }

    private static ConnectorException unknown(Caller caller, String handle) {
        return caller.failure(
                        MessagingErrors.HANDLE_UNKNOWN,
                        "There is no message with the handle '" + handle + "'. It was settled before, or "
                                + LIFE.toMinutes()
                                + " minutes have passed, or the connector was connected anew; if it was"
                                + " not settled, the message comes again. Nothing was settled by this call.")
                .build();
    }

    /** Gives back what was held for too long. */
    private synchronized void expire() {
        long now = System.nanoTime();
        Set<Pull> late = new LinkedHashSet<>();
        held.values().removeIf(message -> {
            boolean over = now - message.pull.until >= 0;
            if (over) {
                late.add(message.pull);
            }
            return over;
        });
        late.forEach(pull -> pull.receiver.close());
    }

    /** Gives back everything. */
    synchronized void close() {
        Set<Pull> pulls = new LinkedHashSet<>();
        held.values().forEach(message -> pulls.add(message.pull));
        held.clear();
        pulls.forEach(pull -> pull.receiver.close());
    }

    private static final class Pull {
        private final Receiver receiver;
        private final long until;
        private final Set<String> open;

        private Pull(Receiver receiver, long until, Set<String> open) {
            this.receiver = receiver;
            this.until = until;
            this.open = open;
        }
    }

    private record Held(Pull pull, IncomingMessage message) {}
}

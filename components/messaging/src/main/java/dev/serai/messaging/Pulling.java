/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** The calls that take messages: they wait for the broker on the caller's thread. */
final class Pulling {

    private final Broker broker;
    private final HeldMessages held;
    private final Caller caller;

    Pulling(Broker broker, HeldMessages held, Caller caller) {
        this.broker = broker;
        this.held = held;
        this.caller = caller;
    }

    ExecutionResult consume(Map<String, Object> input) {
        int max = Math.toIntExact((Long) input.get("max"));
        boolean settled = (Boolean) input.get("autoAcknowledge");
        Receiver receiver = broker.receive(subscription(input, max), caller);
        boolean keep = false;
        try {
            List<IncomingMessage> messages = take(receiver, max, (Duration) input.get("wait"));
            if (settled) {
                messages.forEach(receiver::acknowledge);
                receiver.settle();
                return result(input, messages, null);
            }
            if (messages.isEmpty()) {
                return result(input, messages, null);
            }
            ExecutionResult result = result(input, messages, held.hold(receiver, messages));
            keep = true;
            return result;
        } finally {
            if (!keep) {
                receiver.close();
            }
        }
    }

    private static Subscription subscription(Map<String, Object> input, int buffer) {
        return new Subscription((String) input.get("source"), (String) input.get("group"), buffer, input);
    }

    private List<IncomingMessage> take(Receiver receiver, int max, Duration timeout) {
        try {
            List<IncomingMessage> messages = new ArrayList<>(receiver.poll(max, timeout));
            // What is there may come in several pieces.
            Duration next = Duration.ofMillis(Math.min(50, timeout.toMillis()));
            while (!messages.isEmpty() && messages.size() < max) {
                List<IncomingMessage> more = receiver.poll(max - messages.size(), next);
                if (more.isEmpty()) {
                    break;
                }
                messages.addAll(more);
            }
            return messages;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw caller.notConnected();
        }
    }

    private ExecutionResult result(Map<String, Object> input, List<IncomingMessage> messages, List<String> handles) {
        MessageExchanges reading = new MessageExchanges(caller, MessageFormat.of(input.get("format")));
        List<Map<String, Object>> rows = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < messages.size(); i++) {
            bytes += messages.get(i).body().length;
            rows.add(row(messages.get(i), handles == null ? null : handles.get(i), reading));
        }
        return ExecutionResult.of(rows).withUsage(rows.size(), bytes);
    }

    private static Map<String, Object> row(IncomingMessage message, String handle, MessageExchanges reading) {
        Map<String, Object> row = new LinkedHashMap<>();
        try {
            row.put("body", reading.body(message));
        } catch (ConnectorException e) {
            row.put("problem", e.getMessage());
            row.put("raw", message.body());
        }
        row.put("key", message.key());
        row.put("headers", new LinkedHashMap<>(message.headers()));
        row.put("messageId", message.identity());
        row.put("sent", message.sent());
        row.put("redelivered", message.redelivered());
        row.put("metadata", new LinkedHashMap<>(message.metadata()));
        if (handle != null) {
            row.put("handle", handle);
        }
        return row;
    }

    ExecutionResult acknowledge(Map<String, Object> input) {
        return ExecutionResult.of(held.acknowledge(caller, handles(input)));
    }

    ExecutionResult reject(Map<String, Object> input) {
        return ExecutionResult.of(held.reject(caller, handles(input), (Boolean) input.get("requeue")));
    }

    private List<String> handles(Map<String, Object> input) {
        Object given = input.get("handle");
        List<?> list = given instanceof List<?> several ? several : List.of(given);
        return list.stream().map(this::handle).distinct().toList();
    }

    /** What 'consume' gave may be given as a whole. */
    private String handle(Object given) {
        Object handle = given instanceof Map<?, ?> row ? row.get("handle") : given;
        if (handle instanceof CharSequence text) {
            return text.toString();
        }
        throw caller.failure(
                        MessagingErrors.OPTION_REFUSED,
                        "A handle is a "
                                + (handle == null ? "null" : handle.getClass().getName())
                                + ". Expected the text that 'consume' gave as 'handle', or the whole of its maps.")
                .build();
    }

    /** One after another, so that what fails is neither lost nor sent twice by one call. */
    ExecutionResult replay(Map<String, Object> input) {
        // A letter whose message fails again comes back meanwhile: it is not one of those that are there now.
        int max = (int) Math.min((Long) input.get("max"), waiting(input));
        if (max == 0) {
            return ExecutionResult.of(0);
        }
        try (Receiver receiver = broker.receive(subscription(input, max), caller)) {
            int replayed = 0;
            int seen = 0;
            while (seen < max) {
                List<IncomingMessage> letters = receiver.poll(max - seen, (Duration) input.get("wait"));
                if (letters.isEmpty()) {
                    break;
                }
                seen += letters.size();
                replayed += replay(receiver, letters);
            }
            return ExecutionResult.of(replayed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw caller.notConnected();
        }
    }

    private long waiting(Map<String, Object> input) {
        Map<String, Object> said = broker.inspect((String) input.get("source"), (String) input.get("group"), caller);
        return ((Number) said.get("messages")).longValue();
    }

    private int replay(Receiver receiver, List<IncomingMessage> letters) {
        int replayed = 0;
        for (IncomingMessage letter : letters) {
            OutgoingMessage original = DeadLetters.original(letter, caller);
            if (original == null) {
                continue;
            }
            try {
                broker.publish(original, caller).join();
            } catch (CompletionException e) {
                receiver.settle();
                throw e.getCause() instanceof ConnectorException known ? known : e;
            }
            receiver.acknowledge(letter);
            replayed++;
        }
        receiver.settle();
        return replayed;
    }
}

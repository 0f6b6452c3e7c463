/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import java.util.List;

/** What can be done with events. */
final class EventOperations {

    static final String PUBLISH = "publish";
    static final String HANDLE = "handle";
    static final String SUBSCRIBE = "subscribe";
    static final String SUBSCRIBE_FOR = "subscribeFor";
    static final String DEAD_LETTERS = "deadLetters";
    static final String REPLAY = "replay";
    static final String INSPECT = "inspect";

    static final List<Operation> ALL =
            List.of(publish(), handle(), subscribeFor(), deadLetters(), replay(), inspect(), subscribe());

    private EventOperations() {}

    private static Operation publish() {
        return Operation.call(
                        PUBLISH, "Publishes an event, or a batch of them, to everybody who subscribes to its type.")
                .payload(Field.optional(
                        "data",
                        Field.Type.ANY,
                        "What the event tells: a JSON-friendly value, text or bytes; nothing, for an event that tells"
                                + " enough by its attributes; with 'batch' a list of such."))
                .field(Field.required(
                        "type", Field.Type.STRING, "What happened, such as order.placed: a name without blanks."))
                .field(Field.optional(
                        "key",
                        Field.Type.STRING,
                        "What the event is about, such as an order's number, as the extension partitionkey. Events of the"
                                + " same key are handled in order."))
                .field(Field.optional("subject", Field.Type.STRING, "What of the source the event is about."))
                .field(Field.optional(
                        "id",
                        Field.Type.STRING,
                        "With the source it tells the event from all others; in a batch '-0', '-1' … is added. By default"
                                + " the key of the durable step, else a random one."))
                .field(Field.optional(
                        "source",
                        Field.Type.STRING,
                        "Where the event comes from, a URI reference. By default what the declaration says."))
                .field(Field.optional(
                        "time", Field.Type.STRING, "When it happened, such as 2026-01-31T12:00:00Z. By default now."))
                .field(Field.optional(
                        "extensions",
                        Field.Type.MAP,
                        "Further attributes: texts, numbers or booleans by names of small letters and digits."))
                .field(Field.optional(
                                "format",
                                Field.Type.STRING,
                                "What the data are. By default what 'dataContentType' says, else bytes for bytes, text for"
                                        + " text, and JSON for anything else. Text and bytes that are sent as JSON are JSON"
                                        + " already.")
                        .oneOf("json", "text", "bytes"))
                .field(Field.optional(
                        "dataContentType",
                        Field.Type.STRING,
                        "The media type of the data. By default that of 'format'."))
                .field(Field.optional("dataSchema", Field.Type.STRING, "A URI of the schema that the data keep to."))
                .field(Field.optional(
                                "batch",
                                Field.Type.BOOLEAN,
                                "Whether the body is a list of up to 10,000 data, each of which becomes an event.")
                        .withDefault("false"))
                .output(
                        Field.Type.ANY,
                        "What there is to say of the event: a map of id, source and type, with subscribers in memory (how many"
                                + " got it), position in the store, or what the broker says. For a batch a list of such.")
                .build();
    }

    private static Operation handle() {
        return Operation.call(
                        HANDLE,
                        "Gives one event to the routes here that subscribe to its type, past the bus: each gets it once,"
                                + " and all are waited for.")
                .payload(Field.required(
                        "event",
                        Field.Type.ANY,
                        "The event: a map of its attributes with its data as 'data', or its JSON as CloudEvents has it. Only"
                                + " 'type' is required."))
                .output(
                        Field.Type.MAP,
                        "A map of id, source and type, and of handled: the subscribers that were done with it, or whose"
                                + " filter passed it over.")
                .build();
    }

    private static Operation subscribeFor() {
        return receiving(Operation.call(
                                SUBSCRIBE_FOR,
                                "Subscribes for a time, gives each event to an endpoint, and counts what became of them.")
                        .field(Field.required(
                                "handler",
                                Field.Type.STRING,
                                "The endpoint that gets the events, such as direct:order.")))
                .field(Field.optional(
                                "duration",
                                Field.Type.DURATION,
                                "For how long; shorter than the connector's 'timeout'.")
                        .between("1ms", "1h")
                        .withDefault("60s"))
                .output(
                        Field.Type.MAP,
                        "A map of processed (events that the handler was done with), failed (attempts that failed) and"
                                + " deadLetters (events that became such).")
                .build();
    }

    private static Operation subscribe() {
        return receiving(Operation.stream(
                        SUBSCRIBE,
                        "Starts the route for each event of the types that it wants: at least once over a broker or from the"
                                + " store, at most once from memory."))
                .output("The event's data: a value, text or bytes, by their media type.")
                .metadata("eventId", Field.Type.STRING, "The event's id.")
                .metadata("eventSource", Field.Type.STRING, "Where it comes from.")
                .metadata("eventType", Field.Type.STRING, "What happened.")
                .metadata("eventSubject", Field.Type.STRING, "What of the source it is about, if it says so.")
                .metadata("eventTime", Field.Type.STRING, "When it happened, if it says so.")
                .metadata("eventDataContentType", Field.Type.STRING, "The media type of the data, if it says so.")
                .metadata("eventDataSchema", Field.Type.STRING, "The schema of the data, if it says so.")
                .metadata("key", Field.Type.STRING, "The event's key, so that 'publish' need not be told.")
                .metadata("resource", Field.Type.STRING, "The bus.")
                .metadata("recordId", Field.Type.STRING, "The event's id.")
                .metadata(
                        "idempotencyKey",
                        Field.Type.STRING,
                        "The event's source and id, so that 'workflow:' starts once for it.")
                .metadata("redelivered", Field.Type.BOOLEAN, "Whether it may have come before.")
                .metadata("attempt", Field.Type.INTEGER, "Which attempt this is, from 1.")
                .build();
    }

    private static Operation.Builder receiving(Operation.Builder operation) {
        return operation
                .field(
                        Field.required(
                                "subscriber",
                                Field.Type.STRING,
                                "The name to which the position, the buffer and the dead letters belong. No two have the same."))
                .resource("subscriber")
                .field(Field.optional(
                                "types",
                                Field.Type.LIST,
                                "Which events: types such as order.placed, prefixes such as order.*, or * for all.")
                        .withDefault("*"))
                .field(Field.optional(
                                "filter",
                                Field.Type.STRING,
                                "An expression that says which of those, over the body and headers that the route would get.")
                        .asExpression())
                .field(Field.optional("filterLanguage", Field.Type.STRING, "What 'filter' is written in.")
                        .oneOf("simple", "jsonpath")
                        .withDefault("simple"))
                .field(Field.optional(
                                "concurrency",
                                Field.Type.INTEGER,
                                "How many events are handled at once. Those of the same key stay in order; those without a"
                                        + " key do so only with 1.")
                        .between("1", "1000")
                        .withDefault("1"))
                .field(Field.optional(
                                "buffer",
                                Field.Type.INTEGER,
                                "How many events may wait for this subscriber in memory, those with the route among them.")
                        .between("1", "100000")
                        .withDefault("1000"))
                .field(Field.optional(
                                "overflow",
                                Field.Type.STRING,
                                "In memory: what becomes of an event for which the buffer has no room. By default"
                                        + " deadLetter; fail refuses whoever publishes it, and nobody gets it. Dropped events"
                                        + " are counted and logged. Refused where the bus keeps events itself.")
                        .oneOf("deadLetter", "dropOldest", "dropNewest", "fail"))
                .field(Field.optional(
                                "attempts",
                                Field.Type.INTEGER,
                                "How often the route is given an event that it fails for, before it is a dead letter.")
                        .between("1", "1000")
                        .withDefault("3"))
                .field(Field.optional(
                                "retryDelay",
                                Field.Type.DURATION,
                                "The wait before the second attempt, in which only events of the same key wait. The"
                                        + " connector's 'retry' says how it grows.")
                        .between("1ms", "1h")
                        .withDefault("1s"))
                .field(Field.optional(
                                "deadLetter",
                                Field.Type.BOOLEAN,
                                "Whether an event that the last attempt failed for is put aside. Otherwise it is tried for"
                                        + " ever, and its key waits.")
                        .withDefault("true"));
    }

    private static Operation deadLetters() {
        return Operation.call(
                        DEAD_LETTERS, "Lists the events that a subscriber could not be done with, the oldest first.")
                .readOnly()
                .field(subscriber())
                .resource("subscriber")
                .field(max())
                .output(
                        Field.Type.LIST,
                        "Maps of event (a map of its attributes and data; 'raw' for what is none), failedAt, retryCount,"
                                + " attempts (0 when the buffer was full), error and stack.")
                .build();
    }

    private static Operation replay() {
        return Operation.call(
                        REPLAY,
                        "Gives dead letters to their subscriber again, and to nobody else. From memory only as many as its"
                                + " buffer has room for.")
                .field(subscriber())
                .resource("subscriber")
                .field(max())
                .output(Field.Type.INTEGER, "How many.")
                .build();
    }

    private static Operation inspect() {
        return Operation.call(INSPECT, "Says who subscribes, how many events wait, and what became of the others.")
                .readOnly()
                .field(Field.optional("subscriber", Field.Type.STRING, "Only this one."))
                .resource("subscriber")
                .output(
                        Field.Type.MAP,
                        "A map of bus, kind and subscribers: maps of subscriber, types, running, waiting, deadLettersKept, and"
                                + " since the start processed, filtered, failed, deadLetters, dropped and missed.")
                .build();
    }

    private static Field subscriber() {
        return Field.required("subscriber", Field.Type.STRING, "The subscriber's name.");
    }

    private static Field max() {
        return Field.optional("max", Field.Type.INTEGER, "How many at most.")
                .between("1", "10000")
                .withDefault("100");
    }
}

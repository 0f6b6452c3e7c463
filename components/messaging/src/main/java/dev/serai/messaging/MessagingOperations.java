/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import java.util.List;

/** The operations of every broker's connector, the same but for the inputs that only one broker has. */
public final class MessagingOperations {

    /** The calls and streams by their names. */
    public static final String PUBLISH = "publish";

    public static final String CONSUME = "consume";
    public static final String ACK = "ack";
    public static final String NACK = "nack";
    public static final String REPLAY = "replay";
    public static final String INSPECT = "inspect";
    public static final String SUBSCRIBE = "subscribe";
    public static final String STREAM_PROCESS = "streamProcess";

    private static final String MOST_AT_ONCE = "10000";

    private MessagingOperations() {}

    /**
     * Whether the output of a stream and the position behind its message become one change of the broker: the name of the
     * input, for those brokers that can.
     */
    public static final String EXACTLY_ONCE = "exactlyOnce";

    /**
     * All of them.
     *
     * @param publishing the broker's own inputs of whatever sends
     * @param receiving the broker's own inputs of whatever receives
     * @param streaming the broker's own inputs of {@link #STREAM_PROCESS} alone; no name is used in two of the lists
     */
    public static List<Operation> all(List<Field> publishing, List<Field> receiving, List<Field> streaming) {
        return List.of(
                publish(publishing),
                consume(receiving),
                ack(),
                nack(),
                replay(receiving),
                inspect(),
                subscribe(receiving),
                streamProcess(publishing, receiving, streaming));
    }

    private static Operation publish(List<Field> own) {
        return with(
                        Operation.call(
                                        PUBLISH,
                                        "Sends a message, or a batch of them, and waits until the broker confirmed that it"
                                                + " keeps them.")
                                .payload(
                                        Field.required(
                                                "body",
                                                Field.Type.ANY,
                                                "What is sent: a JSON-friendly value, text or bytes; with 'batch' a list of such."))
                                .field(destination())
                                .resource("destination")
                                .field(Field.optional(
                                        "key",
                                        Field.Type.STRING,
                                        "What the message is about, such as a customer's number. Messages of the same key"
                                                + " stay in order."))
                                .field(Field.optional(
                                        "headers", Field.Type.MAP, "Texts, numbers, booleans or bytes by name."))
                                .field(Field.optional(
                                        "messageId",
                                        Field.Type.STRING,
                                        "By which whoever receives it tells that it came before; in a batch '-0', '-1' … is"
                                                + " added. By default the key of the durable step, else a random one."))
                                .field(Field.optional(
                                                "delay",
                                                Field.Type.DURATION,
                                                "How long nobody receives it. Refused where the broker cannot do that.")
                                        .between("1ms", ""))
                                .field(Field.optional(
                                                "format",
                                                Field.Type.STRING,
                                                "What is sent. By default bytes for bytes, text for text, and JSON for"
                                                        + " anything else. Text and bytes that are sent as JSON are JSON"
                                                        + " already.")
                                        .oneOf("json", "text", "bytes"))
                                .field(Field.optional(
                                                "batch",
                                                Field.Type.BOOLEAN,
                                                "Whether the body is a list of up to 10,000 messages, which are sent without"
                                                        + " waiting for each other.")
                                        .withDefault("false")),
                        own)
                .output(
                        Field.Type.ANY,
                        "What the broker says of the message: a map of messageId, destination and what it has of its own."
                                + " For a batch a list of such.")
                .build();
    }

    private static Operation consume(List<Field> own) {
        return with(
                        Operation.call(
                                        CONSUME,
                                        "Takes messages that are there. Each comes again unless 'ack' or 'nack' is called with"
                                                + " its handle in time.")
                                .field(source())
                                .resource("source")
                                .field(group())
                                .field(Field.optional("max", Field.Type.INTEGER, "How many messages at most.")
                                        .between("1", MOST_AT_ONCE)
                                        .withDefault("100"))
                                .field(Field.optional("wait", Field.Type.DURATION, "The wait for the first of them.")
                                        .between("1ms", "5m")
                                        .withDefault("30s"))
                                .field(receivedFormat())
                                .field(autoAcknowledge()),
                        own)
                .output(
                        Field.Type.LIST,
                        "Maps of body, key, headers, messageId, sent, redelivered, metadata and handle; instead of a body"
                                + " that cannot be read 'problem' says why, and 'raw' has the bytes.")
                .build();
    }

    private static Operation ack() {
        return Operation.call(ACK, "Tells the broker that messages which 'consume' gave are done with.")
                .payload(handles())
                .output(Field.Type.INTEGER, "How many messages it was.")
                .build();
    }

    private static Operation nack() {
        return Operation.call(NACK, "Gives back messages which 'consume' gave.")
                .payload(handles())
                .field(Field.optional(
                                "requeue",
                                Field.Type.BOOLEAN,
                                "Whether they come again. If not, the broker does with them what it has rules for, such as a"
                                        + " dead-letter exchange, or drops them.")
                        .withDefault("true"))
                .output(Field.Type.INTEGER, "How many messages it was.")
                .build();
    }

    private static Operation replay(List<Field> own) {
        return with(
                        Operation.call(
                                        REPLAY,
                                        "Sends dead letters back to where they came from. Each is taken away once the broker"
                                                + " confirmed that it has it there.")
                                .field(Field.required(
                                        "source", Field.Type.STRING, "The queue or topic of the dead letters."))
                                .field(group())
                                .field(Field.optional(
                                                "max",
                                                Field.Type.INTEGER,
                                                "How many at most, of those that are there when it begins.")
                                        .between("1", MOST_AT_ONCE)
                                        .withDefault("100"))
                                .field(Field.optional(
                                                "wait",
                                                Field.Type.DURATION,
                                                "The wait for the next of them, after which others have taken them.")
                                        .between("1ms", "5m")
                                        .withDefault("10s")),
                        own)
                .output(Field.Type.INTEGER, "How many were sent back.")
                .build();
    }

    private static Operation inspect() {
        return Operation.call(INSPECT, "Asks how many messages wait.")
                .readOnly()
                .field(source())
                .resource("source")
                .field(group())
                .output(
                        Field.Type.MAP,
                        "A map of source, messages (how many wait), and what the broker has of its own.")
                .build();
    }

    private static Operation subscribe(List<Field> own) {
        return with(reception(SUBSCRIBE, "Starts the route for each message that comes, at least once."), own)
                .build();
    }

    private static Operation streamProcess(List<Field> publishing, List<Field> receiving, List<Field> streaming) {
        Operation.Builder operation = reception(
                        STREAM_PROCESS,
                        "Starts the route for each message that comes, and sends what the body is at its end. The message is"
                                + " done with once the broker confirmed that it keeps what was sent.")
                .field(destination())
                .field(Field.optional("outputFormat", Field.Type.STRING, "What is sent, as 'format' of 'publish'.")
                        .oneOf("json", "text", "bytes"));
        return with(with(with(operation, receiving), publishing), streaming).build();
    }

    private static Operation.Builder reception(String name, String description) {
        return Operation.stream(name, description)
                .field(source())
                .resource("source")
                .field(group())
                .field(receivedFormat())
                .field(Field.optional(
                                "batch",
                                Field.Type.INTEGER,
                                "How many messages are taken from the broker at once, at most.")
                        .between("1", MOST_AT_ONCE)
                        .withDefault("100"))
                .field(Field.optional(
                                "concurrency",
                                Field.Type.INTEGER,
                                "How many messages are in the route at once. Those of the same key stay in order; those"
                                        + " without a key do so only with 1.")
                        .between("1", "1000")
                        .withDefault("1"))
                .field(Field.optional(
                                "buffer",
                                Field.Type.INTEGER,
                                "How many messages may be held that are not done with; then nothing more is taken.")
                        .between("1", "100000")
                        .withDefault("1000"))
                .field(Field.optional(
                                "checkpoint",
                                Field.Type.INTEGER,
                                "After how many messages the broker is told that they are done with; it is told at least"
                                        + " once a second.")
                        .between("1", "100000")
                        .withDefault("1000"))
                .field(autoAcknowledge())
                .field(Field.optional(
                                "attempts",
                                Field.Type.INTEGER,
                                "How often the route is given a message that it fails for, before it goes to 'deadLetter'.")
                        .between("1", "1000")
                        .withDefault("3"))
                .field(Field.optional(
                                "retryDelay",
                                Field.Type.DURATION,
                                "The wait before the second attempt, in which only messages of the same key wait. The"
                                        + " connector's 'retry' says how it grows.")
                        .between("1ms", "1h")
                        .withDefault("1s"))
                .field(Field.optional(
                        "deadLetter",
                        Field.Type.STRING,
                        "Where a message goes that the last attempt failed for, or that cannot be read. Without it such a"
                                + " message is tried for ever, and its key waits."))
                .output("The message's body.")
                .metadata("resource", Field.Type.STRING, "The queue or topic.")
                .metadata("recordId", Field.Type.STRING, "The message's identity, if it has one.")
                .metadata(
                        "idempotencyKey",
                        Field.Type.STRING,
                        "The same whenever this message comes, so that 'workflow:' starts once for it; if it has an"
                                + " identity.")
                .metadata("key", Field.Type.STRING, "The message's key, so that 'publish' need not be told.")
                .metadata("redelivered", Field.Type.BOOLEAN, "Whether it may have come before.")
                .metadata("attempt", Field.Type.INTEGER, "Which attempt this is, from 1.");
    }

    private static Field destination() {
        return Field.required("destination", Field.Type.STRING, "Where to: the topic, queue or routing key.");
    }

    private static Field source() {
        return Field.required("source", Field.Type.STRING, "Where from: the topic or queue.");
    }

    /** Who shares the messages of a topic. */
    public static Field group() {
        return Field.optional(
                "group",
                Field.Type.STRING,
                "Who shares the messages of a topic. A queue is always shared by all who receive from it.");
    }

    private static Field receivedFormat() {
        return Field.optional(
                        "format",
                        Field.Type.STRING,
                        "What the messages are. By default what their content type says, and JSON where they have none.")
                .oneOf("json", "text", "bytes");
    }

    private static Field autoAcknowledge() {
        return Field.optional(
                        "autoAcknowledge",
                        Field.Type.BOOLEAN,
                        "Whether a message is done with as soon as it came: it comes at most once.")
                .withDefault("false");
    }

    private static Field handles() {
        return Field.required("handle", Field.Type.ANY, "The handle of a message, or a list of such.");
    }

    private static Operation.Builder with(Operation.Builder operation, List<Field> more) {
        more.forEach(operation::field);
        return operation;
    }
}

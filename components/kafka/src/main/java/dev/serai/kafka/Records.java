/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.MessageFormat;
import dev.serai.messaging.OutgoingMessage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/**
 * Messages as Kafka's records and back. What a record has no place for of its own stands in headers: {@code message-id} and
 * {@code content-type}. Kafka's headers are bytes: numbers and booleans are written as texts, and what is UTF-8 is a text
 * when it is read.
 */
final class Records {

    static final String MESSAGE_ID = "message-id";
    static final String CONTENT_TYPE = "content-type";

    private Records() {}

    /** @param partition null for the one that the key, or else the client, chooses */
    static ProducerRecord<byte[], byte[]> of(OutgoingMessage message, Integer partition) {
        ProducerRecord<byte[], byte[]> made = new ProducerRecord<>(
                message.destination(),
                partition,
                message.key() == null ? null : message.key().getBytes(StandardCharsets.UTF_8),
                message.body());
        Headers headers = made.headers();
        message.headers().forEach((name, value) -> {
            if (value != null) {
                headers.add(name, bytes(value));
            }
        });
        if (message.contentType() != null) {
            headers.remove(CONTENT_TYPE).add(CONTENT_TYPE, bytes(message.contentType()));
        }
        headers.remove(MESSAGE_ID).add(MESSAGE_ID, bytes(message.id()));
        return made;
    }

    private static byte[] bytes(Object value) {
        return value instanceof byte[] bytes ? bytes : value.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param again whether it was handed out before
     * @param lag how many messages of the partition stand behind it, as far as the client knows; negative when it does not
     */
    static IncomingMessage message(ConsumerRecord<byte[], byte[]> received, boolean again, long lag, Object handle) {
        Map<String, Object> headers = new LinkedHashMap<>();
        for (Header header : received.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), value(header.value()));
            }
        }
        Object contentType = headers.remove(CONTENT_TYPE);
        Object id = headers.remove(MESSAGE_ID);
        // Names that no operation has for an input: what is published by a route is not to go where this came from.
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("sourcePartition", received.partition());
        metadata.put("sourceOffset", received.offset());
        if (id != null) {
            metadata.put("sourceMessageId", id);
        }
        if (lag >= 0) {
            metadata.put("sourceLag", lag);
        }
        if (received.value() == null) {
            // What compaction takes for the key's end.
            metadata.put("sourceTombstone", true);
        }
        return new IncomingMessage(
                received.topic(),
                received.key() == null ? null : new String(received.key(), StandardCharsets.UTF_8),
                received.value() == null ? new byte[0] : received.value(),
                contentType(received, contentType),
                headers,
                received.topic() + "-" + received.partition() + "-" + received.offset(),
                received.timestampType() == TimestampType.NO_TIMESTAMP_TYPE
                        ? null
                        : Instant.ofEpochMilli(received.timestamp()),
                again,
                metadata,
                handle);
    }

    /** Nothing is no JSON, which a message without a type is taken for. */
    private static String contentType(ConsumerRecord<byte[], byte[]> received, Object said) {
        if (received.value() == null) {
            return MessageFormat.BYTES.contentType();
        }
        return said == null ? null : said.toString();
    }

    private static Object value(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return bytes;
        }
    }
}

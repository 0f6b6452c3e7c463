/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;

/** Sends messages. Thread-safe. */
final class Sending {

    private final Connections<Transport> connections;
    private final MailOptions options;
    private final CamelContext camelContext;

    Sending(Connections<Transport> connections, MailOptions options, CamelContext camelContext) {
        this.connections = connections;
        this.options = options;
        this.camelContext = camelContext;
    }

    Connections<Transport> connections() {
        return connections;
    }

    /**
     * Sends to all recipients or to none.
     *
     * @param idempotencyKey of the call, or null
     */
    ExecutionResult send(Caller caller, Map<String, Object> input, String idempotencyKey) {
        AttachmentReading reading =
                new AttachmentReading(camelContext, options.maxAttachmentSize().bytes(), caller);
        MimeMessage message = message(caller, input, reading, idempotencyKey);
        try {
            return connections.use(caller, transport -> {
                transport.sendMessage(message, message.getAllRecipients());
                List<String> recipients = Addresses.plain(message.getAllRecipients());
                String identifier = message.getMessageID();
                return ExecutionResult.of(
                        Map.of("messageId", identifier, "recipients", recipients), Map.of("messageId", identifier));
            });
        } catch (ConnectorException e) {
            if (reading.usedUp() && e.recoverable()) {
                throw usedUp(caller, e);
            }
            throw e;
        }
    }

    private MimeMessage message(
            Caller caller, Map<String, Object> input, AttachmentReading reading, String idempotencyKey) {
        Draft draft;
        try {
            draft = Draft.of(input);
        } catch (IllegalArgumentException e) {
            throw caller.failure(MailErrors.MESSAGE_INVALID, e.getMessage())
                    .neverSent()
                    .build();
        }
        Object attachments = draft.get("attachments");
        return new MessageWriting(connections.opening().session(), caller, options.from())
                .write(draft, attachments == null ? List.of() : reading.read(attachments), idempotencyKey);
    }

    private static ConnectorException usedUp(Caller caller, ConnectorException reason) {
        return caller.failure(
                        MailErrors.CONTENT_USED_UP,
                        "Sending failed, and an attachment was a stream that can be read only once, so that the call cannot"
                                + " be repeated. Give bytes, or a stream that is cached. What went wrong: "
                                + reason.getMessage())
                .cause(reason)
                .build();
    }
}

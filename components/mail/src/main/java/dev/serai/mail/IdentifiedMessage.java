/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/** A message whose identifier is given; the library would make one of its own. */
final class IdentifiedMessage extends MimeMessage {

    private final String identifier;

    IdentifiedMessage(Session session, String identifier) {
        super(session);
        this.identifier = identifier;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", identifier);
    }
}

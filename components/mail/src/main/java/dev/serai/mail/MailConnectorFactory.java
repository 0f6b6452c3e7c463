/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.connector.DiscoveringConnectorFactory;
import dev.serai.connector.configuration.ConnectorSettings;

/** Makes connectors of type {@code mail}. */
public final class MailConnectorFactory implements DiscoveringConnectorFactory<MailConfiguration> {

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("mail", "E-mail")
            .description("Sends e-mail by SMTP, and reads and receives it by IMAP.")
            .category(ConnectorMetadata.Category.MESSAGING)
            .tags("mail", "email", "smtp", "imap", "messaging")
            .aliases("email", "smtp", "imap")
            .operations(MailOperations.ALL)
            .errors(MailErrors.ALL)
            .asynchronous()
            .requires("An SMTP server to send (RFC 5321), an IMAP server to read and receive (RFC 3501 or RFC 9051).")
            .documentation("components/mail/README.md")
            .example("An account with a password", """
                    connectors:
                      - name: post
                        type: mail
                        description: The shop's mail.
                        connection:
                          username: shop@example.com
                          password: ${MAIL_PASSWORD}
                          smtp: { host: smtp.example.com }
                          imap: { host: imap.example.com }
                        options: { from: "Shop <shop@example.com>" }
                    """)
            .example("An account whose token comes from OAuth 2.0", """
                    connectors:
                      - name: office
                        type: mail
                        connection:
                          username: shop@example.com
                          auth:
                            type: oauth2
                            tokenUrl: https://login.example.com/oauth2/token
                            clientId: shop
                            clientSecret: ${MAIL_CLIENT_SECRET}
                            scopes: [mail]
                          smtp: { host: smtp.example.com, security: starttls }
                          imap: { host: imap.example.com }
                    """)
            .example("A message is sent", """
                    - route:
                        from:
                          uri: direct:order-shipped
                          steps:
                            - to:
                                uri: connector:post/send
                                parameters:
                                  to: Ada <ada@example.com>
                                  subject: Your order is on its way
                                  text: It will be with you tomorrow.
                    """)
            .example("A route for each new message, which is moved when the route is done with it", """
                    - route:
                        from:
                          uri: connector:post/receive
                          parameters: { folder: INBOX, afterSuccess: move, toFolder: Done }
                          steps:
                            - to: log:mail
                    """)
            .build();

    @Override
    public ConnectorMetadata metadata() {
        return METADATA;
    }

    @Override
    public Class<MailConfiguration> configurationType() {
        return MailConfiguration.class;
    }

    @Override
    public DiscoveringConnector create(
            MailConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new MailConnector(settings.name(), configuration, environment);
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.authentication.AuthenticationProvider;
import dev.serai.connector.authentication.AuthenticationProviders;
import dev.serai.connector.tls.TlsSettings;
import jakarta.mail.Service;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one connector has from connecting to disconnecting.
 *
 * @param sending null when no server is declared that takes mail
 * @param mailbox null when no server is declared that keeps mail
 * @param tokens gives tokens in place of a password; null when there are none
 */
record MailServers(
        Sending sending, MailboxCalls mailbox, AuthenticationProvider tokens, ExecutorService workers, Caller owner) {

    private static final Logger LOG = LoggerFactory.getLogger(MailServers.class);

    /** Asks no server for anything yet. */
    static MailServers of(
            MailConfiguration configuration, ConnectorEnvironment environment, ExecutorService workers, Caller owner) {
        MailConnection connection = configuration.connection();
        SSLContext encryption = encryption(connection.tls(), owner);
        AuthenticationProvider tokens = connection.usesToken()
                ? AuthenticationProviders.of(connection.auth(), owner.connector(), environment)
                : null;
        MailOptions options = configuration.options();
        Sending sending = null;
        if (connection.smtp().isGiven()) {
            warnOfOpenSecrets(owner, connection, connection.smtp());
            ServerOpening<Transport> opening = new ServerOpening<>(
                    "smtp",
                    connection.smtp(),
                    connection.smtp().portOr(465, 587, 25),
                    configuration,
                    encryption,
                    tokens,
                    session -> session.getTransport("smtp"));
            sending =
                    new Sending(new Connections<>(opening, options.idleTimeout()), options, environment.camelContext());
        }
        MailboxCalls mailbox = null;
        if (connection.imap().isGiven()) {
            warnOfOpenSecrets(owner, connection, connection.imap());
            ServerOpening<IMAPStore> opening = new ServerOpening<>(
                    "imap",
                    connection.imap(),
                    connection.imap().portOr(993, 143, 143),
                    configuration,
                    encryption,
                    tokens,
                    MailServers::store);
            mailbox = new MailboxCalls(new Connections<>(opening, options.idleTimeout()), options);
        }
        return new MailServers(sending, mailbox, tokens, workers, owner);
    }

    private static IMAPStore store(Session session) throws jakarta.mail.MessagingException {
        return (IMAPStore) session.getStore("imap");
    }

    private static SSLContext encryption(TlsSettings tls, Caller owner) {
        try {
            return tls.context();
        } catch (GeneralSecurityException | IOException e) {
            throw owner.failure(
                            MailErrors.OPTION_REFUSED,
                            "A certificate or the key of 'connection.tls' cannot be read: " + e.getMessage()
                                    + ". Expected PEM, and for the key PKCS#8.")
                    .cause(e)
                    .build();
        }
    }

    private static void warnOfOpenSecrets(Caller owner, MailConnection connection, ServerSettings server) {
        boolean open = server.security() == MailSecurity.NONE && connection.userAt(server) != null;
        // Only what is an address or the well-known name is looked at: a name would be asked of the name service.
        if (open && !server.host().equals("localhost") && !isLoopback(server.host())) {
            LOG.warn(
                    "The connector '{}' sends its password to {} without encryption, because 'security' is 'none'.",
                    owner.connector(),
                    server.host());
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return host.matches("[0-9.]+|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?")
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws ConnectorException when the declaration names no such server */
    Sending sending(Caller caller) {
        if (sending == null) {
            throw missing(caller, "smtp", "takes mail");
        }
        return sending;
    }

    /** @throws ConnectorException when the declaration names no such server */
    MailboxCalls mailbox(Caller caller) {
        if (mailbox == null) {
            throw missing(caller, "imap", "keeps mail");
        }
        return mailbox;
    }

    /** The failure of an operation whose server is not declared. */
    static ConnectorException missing(Caller caller, String part, String does) {
        return caller.failure(
                        MailErrors.PART_MISSING,
                        "The declaration names no server that " + does + ". Add 'connection." + part + "' with 'host'.")
                .neverSent()
                .build();
    }

    /** Signs in at each server, or finds a connection that is signed in and still answers. */
    String check(Caller caller) {
        List<String> answering = new ArrayList<>();
        if (sending != null) {
            answering.add(check(caller, sending.connections(), "SMTP"));
        }
        if (mailbox != null) {
            answering.add(check(caller, mailbox.connections(), "IMAP"));
        }
        return String.join(" ", answering);
    }

    private static <S extends Service> String check(Caller caller, Connections<S> connections, String name) {
        connections.use(caller, open -> open);
        return "The " + name + " server " + connections.opening().failures().server() + " answers.";
    }

    void close() {
        if (sending != null) {
            sending.connections().close();
        }
        if (mailbox != null) {
            mailbox.connections().close();
        }
        if (tokens != null) {
            tokens.close();
        }
    }
}

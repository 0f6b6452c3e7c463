/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.authentication.AuthenticationProvider;
import dev.serai.connector.authentication.Credentials;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Service;
import jakarta.mail.Session;
import java.util.Properties;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;

/**
 * Opens connections to one server, signed in. Every wait has an end, and no server is taken for another. Thread-safe.
 *
 * @param <S> the library's word for a connection: a transport or a store
 */
final class ServerOpening<S extends Service> {

    private static final String BEARER = "Bearer ";

    private final String protocol;
    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final AuthenticationProvider tokens;
    private final Session session;
    private final MailFailures failures;
    private final Maker<S> maker;

    /** Makes a connection that is not open yet. */
    @FunctionalInterface
    interface Maker<S extends Service> {
        S make(Session session) throws MessagingException;
    }

    /**
     * @param protocol {@code smtp} or {@code imap}
     * @param tokens gives the token that takes the place of a password; null for none
     */
    ServerOpening(
            String protocol,
            ServerSettings server,
            int port,
            MailConfiguration configuration,
            SSLContext encryption,
            AuthenticationProvider tokens,
            Maker<S> maker) {
        this.protocol = protocol;
        this.host = server.host();
        this.port = port;
        this.user = configuration.connection().userAt(server);
        this.password = configuration.connection().passwordAt(server);
        this.tokens = tokens;
        this.maker = maker;
        this.failures = new MailFailures(host + ":" + port, "connection." + protocol);
        this.session = Session.getInstance(properties(server, configuration.options(), encryption));
    }

    private Properties properties(ServerSettings server, MailOptions options, SSLContext encryption) {
        Properties properties = new Properties();
        set(properties, "connectiontimeout", options.connectTimeout().toMillis());
        set(properties, "timeout", options.readTimeout().toMillis());
        set(properties, "writetimeout", options.writeTimeout().toMillis());
        set(properties, "ssl.enable", server.security() == MailSecurity.TLS);
        set(properties, "starttls.enable", server.security() == MailSecurity.STARTTLS);
        set(properties, "starttls.required", server.security() == MailSecurity.STARTTLS);
        set(properties, "ssl.checkserveridentity", true);
        set(properties, "ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.put(key("ssl.socketFactory"), encryption.getSocketFactory());
        if (tokens != null) {
            set(properties, "auth.mechanisms", "XOAUTH2");
        }
        if (protocol.equals("smtp")) {
            set(properties, "auth", user != null);
            // One recipient who is refused must not leave the others with a message that was reported as not sent.
            set(properties, "sendpartial", false);
        } else {
            // Looking at a message does not mark it: only a route that is done with it does.
            set(properties, "peek", true);
            set(properties, "fetchsize", 256 * 1024);
            // Else the library would fetch the whole folder to search it by itself.
            set(properties, "throwsearchexception", true);
        }
        return properties;
    }

    private void set(Properties properties, String name, Object value) {
        properties.setProperty(key(name), String.valueOf(value));
    }

    private String key(String name) {
        return "mail." + protocol + "." + name;
    }

    Session session() {
        return session;
    }

    MailFailures failures() {
        return failures;
    }

    /** Opens a connection. A token that the server refuses is renewed once, where it can be. */
    S open(Caller caller) {
        Credentials token = tokens == null ? null : token(caller);
        try {
            return open(token == null ? password : text(token, caller));
        } catch (AuthenticationFailedException e) {
            if (token != null && tokens.refused(token)) {
                return openAgain(caller);
            }
            throw failures.opening(caller, e);
        } catch (MessagingException e) {
            throw failures.opening(caller, e);
        }
    }

    private S openAgain(Caller caller) {
        try {
            return open(text(token(caller), caller));
        } catch (MessagingException e) {
            throw failures.opening(caller, e);
        }
    }

    private S open(String secret) throws MessagingException {
        S service = maker.make(session);
        service.connect(host, port, user, secret);
        return service;
    }

    private Credentials token(Caller caller) {
        try {
            return tokens.credentials().toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ConnectorException known) {
                throw known.named(caller.connector(), caller.operation());
            }
            throw e;
        }
    }

    private static String text(Credentials credentials, Caller caller) {
        String header = credentials.headers().getOrDefault("Authorization", "");
        if (!header.startsWith(BEARER)) {
            throw caller.failure(
                            ConnectorErrors.AUTHENTICATION,
                            "The provider of 'connection.auth' gave no token. Expected a header Authorization that"
                                    + " begins with 'Bearer ', which is how a token is told here.")
                    .neverSent()
                    .build();
        }
        return header.substring(BEARER.length());
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.authentication.AuthenticationSettings;
import dev.serai.connector.configuration.Option;
import dev.serai.connector.tls.TlsSettings;

/** Which mail servers a connector uses, and as whom. */
record MailConnection(
        @Option("The user, at both servers unless they name another.")
        String username,

        @Option(value = "The user's password, at both servers unless they name another.", secret = true)
        String password,

        @Option(
                "How the connector shows who it is, in place of a password: basic, or oauth2, bearer, jwt or custom, whose"
                        + " token is given with SASL XOAUTH2, together with 'connection.username'.")
        AuthenticationSettings auth,

        @Option("The server that takes mail.") ServerSettings smtp,

        @Option("The server that keeps mail.") ServerSettings imap,

        @Option("How encrypted connections are made.") TlsSettings tls) {

    MailConnection {
        smtp.check("connection.smtp");
        imap.check("connection.imap");
        if (!smtp.isGiven() && !imap.isGiven()) {
            throw new IllegalArgumentException("No server is named. Write 'connection.smtp.host' to send mail,"
                    + " 'connection.imap.host' to read it, or both.");
        }
        switch (auth.type()) {
            case NONE -> requirePair(username, password, "connection");
            case BASIC -> refuse(username != null || password != null, "connection.username", "connection.auth");
            case BEARER, OAUTH2, JWT, CUSTOM ->
                refuse(
                        password != null || smtp.password() != null || imap.password() != null,
                        "password",
                        "connection.auth");
            default ->
                throw new IllegalArgumentException(
                        "'connection.auth.type' is one that mail servers do not know. Expected"
                                + " basic, oauth2, bearer, jwt or custom.");
        }
        requireAccount("connection.smtp", smtp, username, auth, false);
        requireAccount("connection.imap", imap, username, auth, true);
    }

    private static void refuse(boolean twice, String option, String other) {
        if (twice) {
            throw new IllegalArgumentException("'" + option + "' stands beside '" + other
                    + "', so that nobody can tell which is meant. Leave one of them out.");
        }
    }

    private static void requirePair(String username, String password, String path) {
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException(
                    "'" + path + ".username' and '" + path + ".password' go together: give both or neither.");
        }
    }

    private static void requireAccount(
            String path, ServerSettings server, String username, AuthenticationSettings auth, boolean required) {
        if (!server.isGiven()) {
            return;
        }
        boolean token = isToken(auth);
        if (token) {
            if (server.username() == null && username == null) {
                throw new IllegalArgumentException(
                        "A token is sent with the name of the user whom it is for. Write" + " 'connection.username'.");
            }
            return;
        }
        requirePair(server.username(), server.password(), path);
        if (required
                && server.username() == null
                && username == null
                && auth.type() == AuthenticationSettings.Type.NONE) {
            throw new IllegalArgumentException("An IMAP server lets in only whom it knows. Write 'connection.username'"
                    + " and 'connection.password'.");
        }
    }

    private static boolean isToken(AuthenticationSettings auth) {
        return switch (auth.type()) {
            case BEARER, OAUTH2, JWT, CUSTOM -> true;
            default -> false;
        };
    }

    /** Whether a token takes the place of a password. */
    boolean usesToken() {
        return isToken(auth);
    }

    /** The user at a server, or null for nobody. */
    String userAt(ServerSettings server) {
        if (server.username() != null) {
            return server.username();
        }
        return auth.type() == AuthenticationSettings.Type.BASIC ? auth.username() : username;
    }

    /** The user's password at a server, or null when there is none. */
    String passwordAt(ServerSettings server) {
        if (server.username() != null) {
            return server.password();
        }
        return auth.type() == AuthenticationSettings.Type.BASIC ? auth.password() : password;
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "MailConnection[username=" + username + ", auth=" + auth + ", smtp=" + smtp + ", imap=" + imap + ", tls="
                + tls + "]";
    }
}

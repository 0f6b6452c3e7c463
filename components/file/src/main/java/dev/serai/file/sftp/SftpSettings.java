/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.sftp;

import dev.serai.connector.configuration.Option;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

/** How a server is reached by SFTP. The server's key is always checked. */
public record SftpSettings(
        @Option("The server's name or address.") String host,

        @Option(value = "The server's port.", defaultValue = "22", min = "1", max = "65535")
        int port,

        @Option("Who logs in.") String username,

        @Option(value = "The password. Give it or 'privateKey'.", secret = true)
        String password,

        @Option(value = "The private key, in OpenSSH's or PEM's form: ${file:/run/secrets/key}.", secret = true)
        String privateKey,

        @Option(value = "The passphrase of the private key.", secret = true)
        String passphrase,

        @Option(
                "A file with the keys of known servers, as OpenSSH writes it; without it and 'hostKey', that of the user who"
                        + " runs the process. A relative path begins at the folder of the declaration.")
        String knownHosts,

        @Option("The server's public key in place of a file: ssh-ed25519 AAAA….")
        String hostKey,

        @Option(
                value = "The longest wait for a connection, and for each answer.",
                defaultValue = "30s",
                min = "1ms",
                max = "1h")
        Duration timeout,

        @Option(value = "The most connections at once.", defaultValue = "4", min = "1", max = "100")
        int maxConnections) {

    public SftpSettings {
        if (host == null) {
            requireNothing(username, password, privateKey, passphrase, knownHosts, hostKey);
        } else {
            requireLogin(username, password, privateKey, passphrase);
        }
        if (knownHosts != null && hostKey != null) {
            throw new IllegalArgumentException(
                    "'connection.sftp.knownHosts' stands beside 'connection.sftp.hostKey'. Give one of them.");
        }
        if (hostKey != null && !hostKey.matches("[a-z0-9@.-]+ [A-Za-z0-9+/=]+( .*)?")) {
            throw new IllegalArgumentException(
                    "'connection.sftp.hostKey' is no public key. Expected its type and its text,"
                            + " such as ssh-ed25519 AAAAC3Nza….");
        }
    }

    /** Whether there is such a server at all. */
    public boolean given() {
        return host != null;
    }

    private static void requireNothing(Object... options) {
        if (Stream.of(options).anyMatch(Objects::nonNull)) {
            throw new IllegalArgumentException("The option 'connection.sftp.host' is missing. It names the server.");
        }
    }

    private static void requireLogin(String username, String password, String privateKey, String passphrase) {
        if (username == null) {
            throw new IllegalArgumentException(
                    "The option 'connection.sftp.username' is missing. It says who logs in.");
        }
        if ((password == null) == (privateKey == null)) {
            throw new IllegalArgumentException(
                    "Expected either 'connection.sftp.password' or 'connection.sftp.privateKey'; there "
                            + (password == null ? "is none of them." : "are both."));
        }
        if (passphrase != null && privateKey == null) {
            throw new IllegalArgumentException(
                    "'connection.sftp.passphrase' belongs to 'connection.sftp.privateKey', which is missing.");
        }
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "SftpSettings[host=" + host + ", port=" + port + ", username=" + username + ", knownHosts=" + knownHosts
                + ", timeout=" + timeout + ", maxConnections=" + maxConnections + "]";
    }
}

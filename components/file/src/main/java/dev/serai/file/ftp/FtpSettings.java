/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.ftp;

import dev.serai.connector.configuration.Option;
import java.time.Duration;

/** How a server is reached by FTP. */
public record FtpSettings(
        @Option("The server's name or address.") String host,

        @Option(value = "The server's port; 21 without it, or 990 with security implicit.", min = "1", max = "65535")
        Integer port,

        @Option(value = "Who logs in.", defaultValue = "anonymous")
        String username,

        @Option(value = "The password.", secret = true) String password,

        @Option(
                value =
                        "How the connection is encrypted: explicit (TLS on the usual port), implicit (TLS from the first"
                                + " byte), or none.",
                defaultValue = "explicit")
        FtpSecurity security,

        @Option("The certificates of the authorities that are trusted, as PEM, in place of Java's: ${file:ca.pem}.")
        String ca,

        @Option(
                value = "Whether the server opens the connections of files, which goes through most firewalls only when"
                        + " false.",
                defaultValue = "false")
        boolean active,

        @Option(
                value = "The longest wait for a connection, and for each answer.",
                defaultValue = "30s",
                min = "1ms",
                max = "1h")
        Duration timeout,

        @Option(value = "The most connections at once.", defaultValue = "4", min = "1", max = "100")
        int maxConnections) {

    private static final int PORT = 21;
    private static final int IMPLICIT_PORT = 990;

    public FtpSettings {
        if (host == null && (password != null || ca != null)) {
            throw new IllegalArgumentException("The option 'connection.ftp.host' is missing. It names the server.");
        }
        if (ca != null && security == FtpSecurity.NONE) {
            throw new IllegalArgumentException(
                    "'connection.ftp.ca' says whom TLS trusts, but 'connection.ftp.security' is none. Leave one of them out.");
        }
    }

    /** Whether there is such a server at all. */
    public boolean given() {
        return host != null;
    }

    int portOrDefault() {
        if (port != null) {
            return port;
        }
        return security == FtpSecurity.IMPLICIT ? IMPLICIT_PORT : PORT;
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "FtpSettings[host=" + host + ", port=" + port + ", username=" + username + ", security=" + security
                + ", active=" + active + ", timeout=" + timeout + ", maxConnections=" + maxConnections + "]";
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.configuration.Option;

/** Where one mail server is, and as whom the connector comes there. Without a host there is no such server. */
record ServerSettings(
        @Option("The server's name or address. Without it the connector does not have this part.")
        String host,

        @Option(
                value =
                        "Its port. By default for smtp 465 with tls, 587 with starttls and 25 with none; for imap 993 with"
                                + " tls, else 143.",
                min = "1",
                max = "65535")
        Integer port,

        @Option(
                value =
                        "tls encrypts from the first byte; starttls from the command of that name on, and refuses a server"
                                + " that does not offer it; none does not encrypt, and is for servers of this machine.",
                defaultValue = "tls")
        MailSecurity security,

        @Option("The user of this server. By default 'connection.username'.")
        String username,

        @Option(value = "The user's password at this server. By default 'connection.password'.", secret = true)
        String password) {

    boolean isGiven() {
        return host != null;
    }

    /** @throws IllegalArgumentException when what stands here cannot be used */
    void check(String path) {
        if (host == null && (port != null || username != null || password != null)) {
            throw new IllegalArgumentException(
                    "'" + path + "' has no host. Write '" + path + ".host', or leave '" + path + "' out.");
        }
        if (host != null && !host.matches("[A-Za-z0-9._:-]{1,253}|\\[[0-9A-Fa-f:.]+]")) {
            throw new IllegalArgumentException("'" + path + ".host' is '" + host
                    + "'. Expected a name such as smtp.example.com or an address, without a port and without '://'.");
        }
        if (password != null && username == null) {
            throw new IllegalArgumentException(
                    "'" + path + ".password' stands without '" + path + ".username'. Give both or neither.");
        }
    }

    int portOr(int tls, int starttls, int none) {
        if (port != null) {
            return port;
        }
        return switch (security) {
            case TLS -> tls;
            case STARTTLS -> starttls;
            case NONE -> none;
        };
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "ServerSettings[host=" + host + ", port=" + port + ", security=" + security + ", username=" + username
                + "]";
    }
}

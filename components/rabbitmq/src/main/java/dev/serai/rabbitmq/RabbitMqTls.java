/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import dev.serai.connector.configuration.Option;
import dev.serai.connector.tls.PemContext;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** How a connector's encrypted connections are made. Certificates and keys are texts in PEM. */
record RabbitMqTls(
        @Option(
                value = "Whether connections are encrypted. The broker's certificate is always verified.",
                defaultValue = "false")
        boolean enabled,

        @Option("The certificates of the authorities that sign the broker's, PEM, such as ${file:ca.pem}. By default"
                + " those that Java trusts.")
        String ca,

        @Option("The certificate that the connector shows, PEM, with those that signed it behind it.")
        String certificate,

        @Option(value = "The key of 'certificate', PEM in PKCS#8, such as ${file:/run/secrets/key.pem}.", secret = true)
        String privateKey) {

    RabbitMqTls {
        if ((certificate == null) != (privateKey == null)) {
            throw new IllegalArgumentException(
                    "'connection.tls.certificate' and 'connection.tls.privateKey' go together: give both or neither.");
        }
    }

    /**
     * What connections are encrypted with.
     *
     * @throws GeneralSecurityException when a certificate or the key cannot be read
     */
    SSLContext context() throws GeneralSecurityException, IOException {
        return PemContext.of(ca, certificate, privateKey);
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "RabbitMqTls[enabled=" + enabled + ", ca=" + (ca == null ? "Java's" : "given") + ", certificate="
                + (certificate == null ? "none" : "given") + "]";
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.tls;

import dev.serai.connector.configuration.Option;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/**
 * Whether and how a connector's connections are encrypted, where the address does not say: the options {@code
 * connection.tls}. Certificates and keys are texts in PEM.
 *
 * @param ca null for the authorities that Java trusts
 * @param certificate null for none
 * @param privateKey given exactly when the certificate is
 */
public record OptionalTls(
        @Option(
                value =
                        "Whether connections are encrypted. The servers' certificates and names are always verified then.",
                defaultValue = "false")
        boolean enabled,

        @Option("The certificates of the authorities that sign the server's, PEM, such as ${file:ca.pem}. By default"
                + " those that Java trusts.")
        String ca,

        @Option("The certificate that the connector shows, PEM, with those that signed it behind it.")
        String certificate,

        @Option(value = "The key of 'certificate', PEM in PKCS#8, such as ${file:/run/secrets/key.pem}.", secret = true)
        String privateKey) {

    public OptionalTls {
        // The same rule, said once.
        Object unused = new TlsSettings(ca, certificate, privateKey);
    }

    /**
     * What connections are encrypted with when they are, for clients that take Java's own.
     *
     * @throws GeneralSecurityException when a certificate or the key cannot be read
     */
    public SSLContext context() throws GeneralSecurityException, IOException {
        return PemContext.of(ca, certificate, privateKey);
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "OptionalTls[enabled=" + enabled + ", ca=" + (ca == null ? "Java's" : "given") + ", certificate="
                + (certificate == null ? "none" : "given") + "]";
    }
}

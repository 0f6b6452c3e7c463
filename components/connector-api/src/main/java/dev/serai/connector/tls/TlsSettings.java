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
 * How a connector's encrypted connections are made: the options {@code connection.tls}. Certificates and keys are texts in
 * PEM.
 *
 * @param ca null for the authorities that Java trusts
 * @param certificate null for none
 * @param privateKey given exactly when the certificate is
 */
public record TlsSettings(
        @Option("The certificates of the authorities that sign the server's, PEM, such as ${file:ca.pem}. By default"
                + " those that Java trusts.")
        String ca,

        @Option("The certificate that the connector shows, PEM, with those that signed it behind it.")
        String certificate,

        @Option(value = "The key of 'certificate', PEM in PKCS#8, such as ${file:/run/secrets/key.pem}.", secret = true)
        String privateKey) {

    public TlsSettings {
        if ((certificate == null) != (privateKey == null)) {
            throw new IllegalArgumentException(
                    "'connection.tls.certificate' and 'connection.tls.privateKey' go together: give both or neither.");
        }
    }

    /**
     * What connections are encrypted with, for clients that take Java's own.
     *
     * @throws GeneralSecurityException when a certificate or the key cannot be read
     */
    public SSLContext context() throws GeneralSecurityException, IOException {
        return PemContext.of(ca, certificate, privateKey);
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "TlsSettings[ca=" + (ca == null ? "Java's" : "given") + ", certificate="
                + (certificate == null ? "none" : "given") + "]";
    }
}

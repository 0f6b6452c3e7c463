/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.configuration.Option;
import dev.serai.connector.tls.PemContext;
import java.io.IOException;
import java.security.GeneralSecurityException;

/** How a connector's encrypted connections are made. Certificates and keys are texts in PEM. */
record KafkaTls(
        @Option(
                value =
                        "Whether connections are encrypted. The servers' certificates and names are always verified then.",
                defaultValue = "false")
        boolean enabled,

        @Option("The certificates of the authorities that sign the servers', PEM, such as ${file:ca.pem}. By default"
                + " those that Java trusts.")
        String ca,

        @Option("The certificate that the connector shows, PEM, with those that signed it behind it.")
        String certificate,

        @Option(
                value = "The key of 'certificate', RSA or EC, PEM in PKCS#8, such as ${file:/run/secrets/key.pem}.",
                secret = true)
        String privateKey) {

    KafkaTls {
        if ((certificate == null) != (privateKey == null)) {
            throw new IllegalArgumentException(
                    "'connection.tls.certificate' and 'connection.tls.privateKey' go together: give both or neither.");
        }
    }

    /**
     * Reads the certificates and the key, whose faults the client would tell of as of faults of a file that nobody wrote.
     *
     * @throws GeneralSecurityException when one of them cannot be read
     */
    void check() throws GeneralSecurityException, IOException {
        Object unused = PemContext.of(ca, certificate, privateKey);
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "KafkaTls[enabled=" + enabled + ", ca=" + (ca == null ? "Java's" : "given") + ", certificate="
                + (certificate == null ? "none" : "given") + "]";
    }
}

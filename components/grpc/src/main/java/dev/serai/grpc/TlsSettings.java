/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.configuration.Option;

/** How a connector's encrypted connections are made. Certificates and keys are texts in PEM. */
record TlsSettings(
        @Option("The certificates of the authorities that sign the server's, PEM, such as ${file:ca.pem}. By default"
                + " those that Java trusts.")
        String ca,

        @Option("The certificate that the connector shows, PEM, with those that signed it behind it.")
        String certificate,

        @Option(value = "The key of 'certificate', PEM in PKCS#8, such as ${file:/run/secrets/key.pem}.", secret = true)
        String privateKey) {

    TlsSettings {
        if ((certificate == null) != (privateKey == null)) {
            throw new IllegalArgumentException(
                    "'connection.tls.certificate' and 'connection.tls.privateKey' go together: give both or neither.");
        }
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "TlsSettings[ca=" + (ca == null ? "Java's" : "given") + ", certificate="
                + (certificate == null ? "none" : "given") + "]";
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import dev.serai.connector.configuration.Option;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** How a connector's encrypted connections are made. Certificates and keys are texts in PEM. */
record MongoDbTls(
        @Option(
                value = "Whether connections are encrypted. With mongodb+srv:// they always are.",
                defaultValue = "false")
        boolean enabled,

        @Option("The certificates of the authorities that sign the server's, PEM, such as ${file:ca.pem}. By default"
                + " those that Java trusts.")
        String ca,

        @Option("The certificate that the connector shows, PEM, with those that signed it behind it.")
        String certificate,

        @Option(value = "The key of 'certificate', PEM in PKCS#8, such as ${file:/run/secrets/key.pem}.", secret = true)
        String privateKey) {

    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    MongoDbTls {
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
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(), trust(), null);
        return context;
    }

    private TrustManager[] trust() throws GeneralSecurityException, IOException {
        if (ca == null) {
            return null;
        }
        KeyStore store = empty();
        for (Certificate authority : certificates(ca)) {
            store.setCertificateEntry("authority-" + store.size(), authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager[] keys() throws GeneralSecurityException, IOException {
        if (certificate == null) {
            return null;
        }
        KeyStore store = empty();
        store.setKeyEntry(
                "own", key(privateKey), new char[0], certificates(certificate).toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(String pem) throws GeneralSecurityException {
        List<Certificate> certificates = new ArrayList<>(CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("There is no certificate.");
        }
        return certificates;
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        String content = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        PKCS8EncodedKeySpec key;
        try {
            key = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(content));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("The key is not written in Base64.", e);
        }
        InvalidKeySpecException none = new InvalidKeySpecException("The key is none of " + KEY_ALGORITHMS + ".");
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(key);
            } catch (InvalidKeySpecException e) {
                none.addSuppressed(e);
            }
        }
        throw none;
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "MongoDbTls[enabled=" + enabled + ", ca=" + (ca == null ? "Java's" : "given") + ", certificate="
                + (certificate == null ? "none" : "given") + "]";
    }
}

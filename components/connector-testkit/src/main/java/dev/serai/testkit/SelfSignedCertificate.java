/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import dev.serai.connector.tls.PemContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * A certificate for 127.0.0.1 that nobody trusts unless told to, and its key.
 *
 * @param certificate PEM
 * @param key PEM in PKCS#8
 */
public record SelfSignedCertificate(String certificate, String key) {

    private static final String PASSWORD = "open-sesame-4711";

    /**
     * Makes one, by the tool of the JDK.
     *
     * @param folder where its key store is written
     * @param name whose it is, and the key store's name
     */
    public static SelfSignedCertificate make(Path folder, String name)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD))
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool ended with code " + keytool.exitValue() + ".");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(file)) {
            store.load(bytes, PASSWORD.toCharArray());
        }
        return new SelfSignedCertificate(
                block("CERTIFICATE", store.getCertificate(name).getEncoded()),
                block("PRIVATE KEY", store.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    }

    /** What a server of this process encrypts its connections with that shows this certificate. */
    public SSLContext serverContext() {
        try {
            return PemContext.of(null, certificate, key);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The certificate cannot be used.", e);
        }
    }

    private static String block(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }
}

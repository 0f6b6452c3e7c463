/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.ftp;

import dev.serai.connector.tls.PemContext;
import dev.serai.file.storage.LoginRefusedException;
import dev.serai.file.storage.UnreachableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPReply;
import org.apache.commons.net.ftp.FTPSClient;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections and logs in. */
final class FtpConnections extends BasePooledObjectFactory<FTPClient> {

    private static final Logger LOG = LoggerFactory.getLogger(FtpConnections.class);

    private final FtpSettings settings;

    FtpConnections(FtpSettings settings) {
        this.settings = settings;
    }

    @Override
    public FTPClient create() throws IOException {
        FTPClient client = null;
        try {
            client = client();
            client.setConnectTimeout(Math.toIntExact(settings.timeout().toMillis()));
            client.setDefaultTimeout(Math.toIntExact(settings.timeout().toMillis()));
            client.setDataTimeout(settings.timeout());
            client.setControlEncoding(StandardCharsets.UTF_8.name());
            client.connect(settings.host(), settings.portOrDefault());
            if (!FTPReply.isPositiveCompletion(client.getReplyCode())) {
                throw new IOException("it answers: " + client.getReplyString().strip());
            }
            login(client);
            return client;
        } catch (GeneralSecurityException | IOException e) {
            if (client != null) {
                close(client);
            }
            throw e instanceof LoginRefusedException refused
                    ? refused
                    : new UnreachableException(server() + " cannot be reached: " + e.getMessage() + ".", e);
        }
    }

    private FTPClient client() throws GeneralSecurityException, IOException {
        if (settings.security() == FtpSecurity.NONE) {
            return new FTPClient();
        }
        FTPSClient client =
                new FTPSClient(settings.security() == FtpSecurity.IMPLICIT, PemContext.of(settings.ca(), null, null));
        // Without this, the library takes a certificate for any name.
        client.setEndpointCheckingEnabled(true);
        return client;
    }

    private void login(FTPClient client) throws IOException {
        String password = settings.password() == null ? "" : settings.password();
        if (!client.login(settings.username(), password)) {
            throw new LoginRefusedException(
                    server() + " refuses the login of '" + settings.username() + "'. Check 'username' and 'password'.",
                    null);
        }
        if (client instanceof FTPSClient encrypted) {
            encrypted.execPBSZ(0);
            encrypted.execPROT("P");
        }
        if (!client.setFileType(FTP.BINARY_FILE_TYPE)) {
            throw new IOException(
                    "it sends no files as they are: " + client.getReplyString().strip());
        }
        if (!settings.active()) {
            client.enterLocalPassiveMode();
        }
    }

    private String server() {
        return "The FTP server " + settings.host() + ":" + settings.portOrDefault();
    }

    @Override
    public PooledObject<FTPClient> wrap(FTPClient client) {
        return new DefaultPooledObject<>(client);
    }

    @Override
    public boolean validateObject(PooledObject<FTPClient> pooled) {
        try {
            return pooled.getObject().sendNoOp();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void destroyObject(PooledObject<FTPClient> pooled) {
        close(pooled.getObject());
    }

    private static void close(FTPClient client) {
        try {
            client.disconnect();
        } catch (IOException e) {
            LOG.debug("An FTP connection was not closed in order.", e);
        }
    }
}

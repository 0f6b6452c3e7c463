/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import com.jcraft.jsch.Session;
import dev.serai.file.storage.LoginRefusedException;
import dev.serai.file.storage.UnreachableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;

/** Opens connections, each with a session of its own. */
final class SftpConnections extends BasePooledObjectFactory<SftpConnection> {

    private final SftpSettings settings;
    private final Path baseDirectory;

    /** @param baseDirectory what relative paths of the declaration are relative to */
    SftpConnections(SftpSettings settings, Path baseDirectory) {
        this.settings = settings;
        this.baseDirectory = baseDirectory;
    }

    @Override
    public SftpConnection create() throws IOException {
        int timeout = Math.toIntExact(settings.timeout().toMillis());
        Session session = null;
        try {
            session = session();
            session.setTimeout(timeout);
            session.connect(timeout);
            ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
            channel.connect(timeout);
            return new SftpConnection(channel);
        } catch (JSchException e) {
            if (session != null) {
                session.disconnect();
            }
            throw String.valueOf(e.getMessage()).startsWith("Auth fail")
                    ? new LoginRefusedException(
                            server() + " refuses the login of '" + settings.username()
                                    + "'. Check 'username' and 'password' or 'privateKey'.",
                            e)
                    : new UnreachableException(reason(e), e);
        }
    }

    private Session session() throws JSchException {
        JSch ssh = new JSch();
        if (settings.hostKey() != null) {
            String host = settings.port() == 22 ? settings.host() : "[" + settings.host() + "]:" + settings.port();
            String line = host + " " + settings.hostKey() + "\n";
            ssh.setKnownHosts(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
        } else {
            ssh.setKnownHosts(knownHosts().toString());
        }
        if (settings.privateKey() != null) {
            byte[] passphrase =
                    settings.passphrase() == null ? null : settings.passphrase().getBytes(StandardCharsets.UTF_8);
            // The end of its last line is a part of a key, and cut off from the text of a file.
            byte[] key = (settings.privateKey().strip() + "\n").getBytes(StandardCharsets.UTF_8);
            ssh.addIdentity(settings.username(), key, null, passphrase);
        }
        Session session = ssh.getSession(settings.username(), settings.host(), settings.port());
        session.setPassword(settings.password());
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("PreferredAuthentications", settings.privateKey() == null ? "password" : "publickey");
        return session;
    }

    private Path knownHosts() {
        return settings.knownHosts() == null
                ? Path.of(System.getProperty("user.home"), ".ssh", "known_hosts")
                : baseDirectory.resolve(settings.knownHosts());
    }

    private String reason(JSchException failure) {
        String server = server();
        if (failure instanceof JSchUnknownHostKeyException) {
            return server + " is not among the known ones of "
                    + (settings.hostKey() == null ? knownHosts() : "'connection.sftp.hostKey'")
                    + ". Make sure that its key is the right one, and add it there.";
        }
        // The library puts the name of a Java class before what a socket said.
        Throwable told = failure.getCause() == null ? failure : failure.getCause();
        return server + " cannot be reached: " + told.getMessage() + ".";
    }

    private String server() {
        return "The SFTP server " + settings.host() + ":" + settings.port();
    }

    @Override
    public PooledObject<SftpConnection> wrap(SftpConnection connection) {
        return new DefaultPooledObject<>(connection);
    }

    @Override
    public boolean validateObject(PooledObject<SftpConnection> pooled) {
        return pooled.getObject().isOpen();
    }

    @Override
    public void destroyObject(PooledObject<SftpConnection> pooled) throws JSchException {
        pooled.getObject().close();
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.authentication.AuthenticationSettings;
import java.util.Base64;
import java.util.Properties;
import org.codelibs.jcifs.smb.CIFSContext;
import org.codelibs.jcifs.smb.CIFSException;
import org.codelibs.jcifs.smb.config.PropertyConfiguration;
import org.codelibs.jcifs.smb.context.BaseContext;
import org.codelibs.jcifs.smb.impl.NtlmContext;
import org.codelibs.jcifs.smb.impl.NtlmPasswordAuthenticator;
import org.codelibs.jcifs.smb.impl.SmbException;

/** Writes NTLM's messages (NTLMv2) for the user of a connector. Thread-safe. */
final class NtlmUser implements AutoCloseable {

    private final CIFSContext context;
    private final NtlmPasswordAuthenticator user;
    private final String service;

    private NtlmUser(CIFSContext context, NtlmPasswordAuthenticator user, String service) {
        this.context = context;
        this.user = user;
        this.service = service;
    }

    /**
     * A user.
     *
     * @param host whose server is meant, so that what was written for it is of no use elsewhere
     * @throws NoClassDefFoundError without the library that writes the messages
     */
    static NtlmUser of(AuthenticationSettings settings, String host) throws CIFSException {
        Properties properties = new Properties();
        if (settings.workstation() != null) {
            properties.setProperty("jcifs.netbios.hostname", settings.workstation());
        }
        return new NtlmUser(
                new BaseContext(new PropertyConfiguration(properties)),
                new NtlmPasswordAuthenticator(settings.domain(), settings.username(), settings.password()),
                "HTTP/" + host);
    }

    /** Begins to introduce the user on a new connection. */
    Introduction begin() throws NtlmFailure {
        NtlmContext exchange = new NtlmContext(context, user, false);
        exchange.setTargetName(service);
        return new Introduction(exchange, message(exchange, new byte[0]));
    }

    private static String message(NtlmContext exchange, byte[] received) throws NtlmFailure {
        try {
            return Base64.getEncoder().encodeToString(exchange.initSecContext(received, 0, received.length));
        } catch (SmbException | RuntimeException e) {
            throw new NtlmFailure("its challenge cannot be understood", e);
        }
    }

    @Override
    public void close() {
        try {
            context.close();
        } catch (CIFSException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the user and a server say to each other on one connection. */
    static final class Introduction {

        private final NtlmContext exchange;
        private final String first;

        private Introduction(NtlmContext exchange, String first) {
            this.exchange = exchange;
            this.first = first;
        }

        /** The first message, as it stands in a header. */
        String first() {
            return first;
        }

        /** The answer to a challenge, both as they stand in a header. */
        String answer(String challenge) throws NtlmFailure {
            try {
                return message(exchange, Base64.getDecoder().decode(challenge));
            } catch (IllegalArgumentException e) {
                throw new NtlmFailure("its challenge is not written in Base64", e);
            }
        }
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.bson.UuidRepresentation;

/** Says to the driver what a declaration says. */
final class ClientSettings {

    private ClientSettings() {}

    /** @throws ConnectorException when the URL or the certificates cannot be used */
    static MongoClientSettings of(MongoDbConfiguration configuration, Caller caller) {
        MongoDbConnection connection = configuration.connection();
        MongoDbOptions options = configuration.options();
        ConnectionString url = url(connection, caller);
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyConnectionString(url)
                .applicationName("serai " + shortened(caller.connector()))
                .uuidRepresentation(UuidRepresentation.STANDARD)
                // Reads are repeated by the pipeline, which counts and limits them.
                .retryReads(false)
                .retryWrites(options.retryWrites())
                .timeout(options.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .applyToClusterSettings(cluster ->
                        cluster.serverSelectionTimeout(millis(options.serverSelectionTimeout()), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(millis(options.connectTimeout()), TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(options.maxConnections())
                        .minSize(options.minConnections())
                        .maxConnectionIdleTime(millis(options.idleTimeout()), TimeUnit.MILLISECONDS));
        if (connection.username() != null) {
            settings.credential(MongoCredential.createCredential(
                    connection.username(),
                    connection.authSource(),
                    connection.password().toCharArray()));
        }
        encrypt(settings, url, connection.tls(), caller);
        apply(settings, options);
        return settings.build();
    }

    private static void apply(MongoClientSettings.Builder settings, MongoDbOptions options) {
        if (options.readPreference() != null) {
            settings.readPreference(options.readPreference().preference());
        }
        if (options.readConcern() != null) {
            settings.readConcern(options.readConcern().concern());
        }
        if (options.acknowledgement() != null) {
            settings.writeConcern(options.acknowledgement());
        }
    }

    private static ConnectionString url(MongoDbConnection connection, Caller caller) {
        try {
            return new ConnectionString(connection.url());
        } catch (IllegalArgumentException e) {
            throw caller.failure(
                            ConnectorErrors.CONFIGURATION,
                            "'connection.url' cannot be used: the parameters that the name service has for "
                                    + connection.servers() + " cannot be read.")
                    .cause(e)
                    .build();
        }
    }

    private static void encrypt(
            MongoClientSettings.Builder settings, ConnectionString url, MongoDbTls tls, Caller caller) {
        boolean encrypted = tls.enabled() || Boolean.TRUE.equals(url.getSslEnabled());
        if (!encrypted) {
            if (tls.ca() != null || tls.certificate() != null) {
                throw caller.failure(
                                ConnectorErrors.CONFIGURATION,
                                "'connection.tls' has certificates, but connections are not encrypted. Write"
                                        + " 'connection.tls.enabled: true'.")
                        .build();
            }
            return;
        }
        SSLContext context;
        try {
            context = tls.context();
        } catch (GeneralSecurityException | IOException e) {
            throw caller.failure(
                            ConnectorErrors.CONFIGURATION,
                            "'connection.tls' cannot be used. Expected certificates in PEM, and a key in PEM of PKCS#8"
                                    + " (BEGIN PRIVATE KEY) without a password.")
                    .cause(e)
                    .build();
        }
        settings.applyToSslSettings(ssl -> ssl.enabled(true).context(context));
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    /** The server takes 128 bytes. */
    private static String shortened(String name) {
        return name.length() > 100 ? name.substring(0, 100) : name;
    }
}

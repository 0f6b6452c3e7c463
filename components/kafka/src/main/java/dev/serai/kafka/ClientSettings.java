/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.tls.OptionalTls;
import dev.serai.messaging.MessagingErrors;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.spi.ClassResolver;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** Says to Kafka's clients what a declaration says. Thread-safe. */
final class ClientSettings {

    private static final String PEM = "PEM";

    /** What brokers allow unless they are told otherwise: {@code transaction.max.timeout.ms}. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(15);

    /** What tells the clients of this process from each other, also those of a connector that was connected again. */
    private static final AtomicInteger CLIENTS = new AtomicInteger();

    private final KafkaConfiguration configuration;
    private final String connector;
    private final Class<?> partitioner;

    private ClientSettings(KafkaConfiguration configuration, String connector, Class<?> partitioner) {
        this.configuration = configuration;
        this.connector = connector;
        this.partitioner = partitioner;
    }

    /**
     * @param classes finds those that the declaration names
     * @throws ConnectorException when these or the certificates cannot be used
     */
    static ClientSettings of(KafkaConfiguration configuration, ClassResolver classes, Caller caller) {
        OptionalTls tls = configuration.connection().tls();
        if (!tls.enabled() && (tls.ca() != null || tls.certificate() != null)) {
            throw caller.failure(
                            MessagingErrors.OPTION_REFUSED,
                            "'connection.tls' has certificates, but connections are not encrypted. Write"
                                    + " 'connection.tls.enabled: true'.")
                    .build();
        }
        try {
            // The client would tell of a fault as of one in a file that nobody wrote.
            Object unused = tls.context();
        } catch (GeneralSecurityException | IOException e) {
            throw caller.failure(
                            MessagingErrors.OPTION_REFUSED,
                            "A certificate or the key of 'connection.tls' cannot be read: " + e.getMessage()
                                    + " Expected PEM, and for the key PKCS#8 without a password.")
                    .cause(e)
                    .build();
        }
        return new ClientSettings(
                configuration,
                caller.connector(),
                partitioner(configuration.options().partitioner(), classes, caller));
    }

    private static Class<?> partitioner(String name, ClassResolver classes, Caller caller) {
        if (name == null) {
            return null;
        }
        Class<?> found = classes.resolveClass(name);
        if (found == null || !Partitioner.class.isAssignableFrom(found)) {
            throw caller.failure(
                            MessagingErrors.OPTION_REFUSED,
                            "'options.partitioner' is '" + name + "', "
                                    + (found == null ? "a class that is not there" : "which is no partitioner")
                                    + ". Expected the full name of a class on the class path that implements "
                                    + Partitioner.class.getName() + ".")
                    .build();
        }
        return found;
    }

    KafkaOptions options() {
        return configuration.options();
    }

    /** The group of those who do not name one. */
    String defaultGroup() {
        return connector;
    }

    /**
     * Makes a client. It looks for classes by their names where the thread's own class loader finds them, which need not be
     * where this class came from.
     */
    static <T> T withOwnClasses(Supplier<T> making) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(CommonClientConfigs.class.getClassLoader());
        try {
            return making.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    Map<String, Object> administration() {
        Map<String, Object> settings = common("admin");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                options().requestTimeout().toMillis());
        return settings;
    }

    Map<String, Object> producer() {
        KafkaOptions options = options();
        Map<String, Object> settings = common("producer");
        settings.put(ProducerConfig.ACKS_CONFIG, options.acks().label());
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, options.acks() == KafkaOptions.Acknowledgement.ALL);
        settings.put(
                ProducerConfig.COMPRESSION_TYPE_CONFIG, options.compression().label());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, options.linger().toMillis());
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, (int) options.batchSize().bytes());
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, (int)
                options.maxMessageSize().bytes());
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, options.sendBuffer().bytes());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int)
                options.deliveryTimeout().toMillis());
        settings.put(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, options.deliveryTimeout().toMillis());
        if (partitioner != null) {
            settings.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, partitioner);
        }
        if (options.acks() == KafkaOptions.Acknowledgement.LEADER) {
            // Without the numbers by which a leader tells what it has, more at once would change their order.
            settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        }
        return settings;
    }

    /** A producer whose transactions are those of one member of a group. */
    Map<String, Object> transactions(String group) {
        Map<String, Object> settings = producer();
        // No two members have the same: who left a group is kept out by the group's own count, and a name that many
        // share
        // would have them throw each other out.
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + "-" + UUID.randomUUID());
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int)
                Math.min(options().deliveryTimeout().toMillis(), LONGEST_TRANSACTION.toMillis()));
        return settings;
    }

    /** @param atOnce how many messages a fetch may hand over */
    Map<String, Object> consumer(String group, StartPosition from, int atOnce) {
        KafkaOptions options = options();
        int session = (int) options.sessionTimeout().toMillis();
        Map<String, Object> settings = common("consumer");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, from.reset());
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, atOnce);
        settings.put(
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG, (int) options.fetchSize().bytes());
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, (int)
                Math.min(options.fetchSize().bytes(), ConsumerConfig.DEFAULT_MAX_PARTITION_FETCH_BYTES));
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, options.isolation().label());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.min(3000, session / 3));
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                options.deliveryTimeout().toMillis());
        // Who keeps a partition when others come goes on with it, so that less comes again.
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        return settings;
    }

    private Map<String, Object> common(String role) {
        Map<String, Object> settings = new TreeMap<>();
        settings.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                configuration.connection().servers());
        settings.put(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                "serai-" + connector + "-" + role + "-" + CLIENTS.incrementAndGet());
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int)
                options().requestTimeout().toMillis());
        settings.put(
                CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
                options().requestTimeout().toMillis());
        settings.put(
                CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG,
                options().requestTimeout().toMillis());
        // What a broker may ask of its clients about themselves is nothing that a declaration allows.
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        secure(settings);
        return settings;
    }

    private void secure(Map<String, Object> settings) {
        KafkaConnection connection = configuration.connection();
        OptionalTls tls = connection.tls();
        boolean login = connection.username() != null;
        SecurityProtocol protocol = tls.enabled()
                ? login ? SecurityProtocol.SASL_SSL : SecurityProtocol.SSL
                : login ? SecurityProtocol.SASL_PLAINTEXT : SecurityProtocol.PLAINTEXT;
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol.name());
        if (login) {
            settings.put(SaslConfigs.SASL_MECHANISM, connection.mechanism().label());
            settings.put(SaslConfigs.SASL_JAAS_CONFIG, new Password(login(connection)));
        }
        if (tls.ca() != null) {
            settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
            settings.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, new Password(tls.ca()));
        }
        if (tls.certificate() != null) {
            settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
            settings.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, new Password(tls.certificate()));
            settings.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, new Password(tls.privateKey()));
        }
    }

    private static String login(KafkaConnection connection) {
        return connection.mechanism().module() + " required username=" + quoted(connection.username()) + " password="
                + quoted(connection.password()) + ";";
    }

    private static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }
}

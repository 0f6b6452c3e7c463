/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.tls.OptionalTls;
import dev.serai.messaging.MessagingErrors;
import dev.serai.testkit.FreePort;
import dev.serai.testkit.SelfSignedCertificate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Who is let in, and over which connections. */
class KafkaConnectionTest extends KafkaTest {

    @TempDir
    Path folder;

    private OptionalTls trusting() {
        return new OptionalTls(true, server().certificate().certificate(), null, null);
    }

    private Settings plain(String password) {
        return Settings.ordinary().login(server().username(), password, KafkaConnection.Mechanism.PLAIN);
    }

    private ConnectorException refused(String servers, Settings settings) {
        ConnectorException failure =
                Assertions.catchThrowableOfType(ConnectorException.class, () -> broker(servers, settings));
        assertThat(failure).as("failure of connecting").isNotNull();
        return failure;
    }

    private void assertRefused(String servers, Settings settings, ErrorCode code, String reason) {
        ConnectorException failure = refused(servers, settings);
        assertThat(failure.errorCode()).isEqualTo(code);
        assertThat(failure).hasMessageContaining(reason);
    }

    @Test
    void whoKnowsThePasswordIsLetIn() throws Exception {
        KafkaMessageBroker broker = broker(server().loginBootstrapServers(), plain(server().password()));
        String topic = topic(1);

        publish(broker, message(topic, "k", "x"));

        assertThat(texts(take(receive(broker, topic, "g-" + topic, 10, Map.of()), 1)))
                .containsExactly("x");
    }

    @Test
    void aWrongPasswordIsRefusedAtOnce() {
        assertRefused(
                server().loginBootstrapServers(),
                plain("wrong-4711"),
                MessagingErrors.ACCESS_REFUSED,
                "Check 'connection.username', 'connection.password' and 'connection.mechanism'");
    }

    @ParameterizedTest
    @CsvSource({"SCRAM_SHA_256", "SCRAM_SHA_512"})
    void anyPasswordIsShownByScram(KafkaConnection.Mechanism mechanism) throws Exception {
        String user = "scram-" + mechanism;
        String password = "a \"quoted\" back\\slash; = 'ü'";
        try (Admin admin = admin(server())) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            user,
                            new ScramCredentialInfo(ScramMechanism.fromMechanismName(mechanism.label()), 4096),
                            password)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }

        broker(
                        server().secureBootstrapServers(),
                        Settings.ordinary().login(user, password, mechanism).tls(trusting()))
                .check(CALLER);

        assertThat(refused(
                                server().secureBootstrapServers(),
                                Settings.ordinary()
                                        .login(user, password + "x", mechanism)
                                        .tls(trusting()))
                        .errorCode())
                .isEqualTo(MessagingErrors.ACCESS_REFUSED);
    }

    @Test
    void messagesPassOverEncryptedConnections() throws Exception {
        KafkaMessageBroker broker = broker(
                server().secureBootstrapServers(), plain(server().password()).tls(trusting()));
        String topic = topic(1);

        publish(broker, message(topic, "k", "x"));

        assertThat(texts(take(receive(broker, topic, "g-" + topic, 10, Map.of()), 1)))
                .containsExactly("x");
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefusedAtOnce() {
        assertRefused(
                server().secureBootstrapServers(),
                plain(server().password()).tls(new OptionalTls(true, null, null, null)),
                MessagingErrors.NOT_TRUSTED,
                "'connection.tls.ca'");
    }

    @Test
    void aCertificateForAnotherNameIsRefusedAtOnce() {
        String port = server().secureBootstrapServers().replaceAll(".*:", "");

        assertRefused(
                "localhost:" + port,
                plain(server().password()).tls(trusting()),
                MessagingErrors.NOT_TRUSTED,
                "localhost");
    }

    @Test
    void theOwnCertificateIsShown() throws Exception {
        SelfSignedCertificate own = SelfSignedCertificate.make(folder, "client");

        broker(
                        server().secureBootstrapServers(),
                        plain(server().password())
                                .tls(new OptionalTls(
                                        true, server().certificate().certificate(), own.certificate(), own.key())))
                .check(CALLER);
    }

    @Test
    void certificatesThatCannotBeReadAreRefused() {
        assertRefused(
                server().secureBootstrapServers(),
                plain(server().password()).tls(new OptionalTls(true, "no certificate", null, null)),
                MessagingErrors.OPTION_REFUSED,
                "Expected PEM");
        assertRefused(
                server().secureBootstrapServers(),
                plain(server().password())
                        .tls(new OptionalTls(false, server().certificate().certificate(), null, null)),
                MessagingErrors.OPTION_REFUSED,
                "'connection.tls.enabled: true'");
    }

    @Test
    void aServerThatIsNotThereIsReportedInTime() {
        assertRefused(
                "127.0.0.1:" + FreePort.find(),
                Settings.ordinary(),
                MessagingErrors.CANNOT_CONNECT,
                "'connection.bootstrapServers'");
    }

    @Test
    void aHostThatNobodyKnowsIsReported() {
        assertRefused(
                "no-such-host.invalid:9092",
                Settings.ordinary(),
                MessagingErrors.CANNOT_CONNECT,
                "no-such-host.invalid");
    }

    @Test
    void aServerIsNamedByHostAndPort() {
        for (String wrong : List.of("kafka", "a:1,,b:2", "kafka://host:9092", "host:9092/x", "user@host:1")) {
            assertThatThrownBy(() -> Settings.ordinary().configuration(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("kafka.example.com:9092");
        }
    }

    @Test
    void nothingThatIsLoggedHoldsASecret() throws Exception {
        SelfSignedCertificate own = SelfSignedCertificate.make(folder, "client");
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger kafka = (Logger) LoggerFactory.getLogger("org.apache.kafka");
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.setContext(root.getLoggerContext());
        appender.start();
        Level before = kafka.getLevel();
        kafka.setLevel(Level.DEBUG);
        kafka.setAdditive(false);
        kafka.addAppender(appender);
        try {
            Settings settings = plain(server().password())
                    .tls(new OptionalTls(true, server().certificate().certificate(), own.certificate(), own.key()));
            KafkaMessageBroker broker = broker(server().secureBootstrapServers(), settings);
            String topic = topic(1);
            publish(broker, message(topic, "k", "x"));
            take(receive(broker, topic, "g-" + topic, 10, Map.of()), 1);
            closeAll();
            assertThat(settings.configuration("a:1").toString()).doesNotContain(server().password(), own.key());
        } finally {
            kafka.detachAppender(appender);
            kafka.setAdditive(true);
            kafka.setLevel(before);
        }

        assertThat(appender.list).hasSizeGreaterThan(100);
        String secretLine = own.key().lines().skip(1).findFirst().orElseThrow();
        assertThat(List.copyOf(appender.list))
                .noneMatch(event -> event.getFormattedMessage().contains(server().password())
                        || event.getFormattedMessage().contains(secretLine));
    }
}

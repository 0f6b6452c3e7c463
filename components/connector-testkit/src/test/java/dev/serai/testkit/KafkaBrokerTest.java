/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KafkaBrokerTest {

    @Test
    @Tag("thorough")
    void itKeepsWhatItHasWhenItIsKilledAndLetsInWhoKnowsThePassword() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start()) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.networkBootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic("orders", 3, (short) 1)))
                        .all()
                        .get(30, TimeUnit.SECONDS);
            }

            broker.kill();
            broker.startAgain();

            try (Admin admin = Admin.create(login(broker, broker.password()))) {
                assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).contains("orders");
            }
            try (Admin admin = Admin.create(login(broker, "wrong"))) {
                assertThatThrownBy(() -> admin.listTopics().names().get(30, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(SaslAuthenticationException.class);
            }
        }
    }

    private static Map<String, Object> login(KafkaBroker broker, String password) {
        return Map.of(
                "bootstrap.servers",
                broker.loginBootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(broker.username(), password));
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class RequiredServersTest {

    private static final Callable<String> FAILS = () -> {
        throw new IOException("No such file.");
    };

    @Test
    void aServerThatCannotStartSkipsTheTestAndSaysHowToGetIt() {
        assertThatThrownBy(() -> RequiredServers.start("RabbitMQ", "Install rabbitmq-server.", FAILS, false))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("RabbitMQ cannot start here: No such file. Install rabbitmq-server.");
    }

    @Test
    void aServerThatIsRequiredFailsTheTest() {
        assertThatThrownBy(() -> RequiredServers.start("RabbitMQ", "Install rabbitmq-server.", FAILS, true))
                .isInstanceOf(AssertionError.class)
                .isNotInstanceOf(TestAbortedException.class)
                .hasMessageContaining("Install rabbitmq-server.")
                .hasMessageContaining("SERAI_REQUIRE_ALL_SERVERS");
    }

    @Test
    void aServerThatStartsIsHandedOver() {
        assertThat(RequiredServers.start("Echo", "", () -> "running", true)).isEqualTo("running");
    }
}

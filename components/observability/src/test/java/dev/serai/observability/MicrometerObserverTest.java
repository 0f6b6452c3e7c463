/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.observation.ConsumerBacklog;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MicrometerObserverTest {

    private static final String ECHO = "connector=\"echo\"";
    private static final String SAY = ECHO + ",operation=\"say\"";

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private EchoContext echo;

    @BeforeEach
    void start() {
        echo = new EchoContext(Map.of("meters", meters)).started();
    }

    @AfterEach
    void stop() {
        echo.close();
    }

    @Test
    void operationsAreTimedByOutcome() {
        echo.say("a");
        echo.say("b");
        echo.say("refuse");

        assertThat(meters.scrape())
                .contains("serai_connector_operation_seconds_count{" + SAY + ",outcome=\"success\",type=\"echo\"} 2")
                .contains("serai_connector_operation_seconds_count{" + SAY
                        + ",outcome=\"authentication\",type=\"echo\"} 1");
    }

    @Test
    void errorsAreCountedByCode() {
        echo.say("refuse");
        echo.say("refuse");

        assertThat(meters.scrape())
                .contains("serai_connector_errors_total{code=\"SERAI-ECHO-001\"," + SAY + ",type=\"echo\"} 2.0");
    }

    @Test
    void repetitionsAreCounted() {
        echo.say("stumble");

        assertThat(meters.scrape())
                .contains("serai_connector_repetitions_total{" + SAY + ",type=\"echo\"} 1.0")
                .contains("outcome=\"success\"")
                .doesNotContain("serai_connector_errors_total{");
    }

    @Test
    void theStateOfConnectorsIsShown() {
        ConnectorRegistry.of(echo.camelContext)
                .declare("later", "echo", Map.of("token", EchoContext.SECRET))
                .execute("say", Map.of("text", "x"));
        echo.say("a");

        assertThat(meters.scrape())
                .contains("serai_connector_health{" + ECHO + ",type=\"echo\"}")
                .contains("serai_connector_health{connector=\"later\",type=\"echo\"}")
                .contains("serai_connector_rate_limit_remaining{" + ECHO + ",type=\"echo\"} 99.0")
                .contains("serai_connector_circuit_open{" + ECHO + ",type=\"echo\"} 0.0")
                .doesNotContain("serai_connector_circuit_open{connector=\"later\"");
    }

    @Test
    void aRemovedConnectorIsUnknown() {
        ConnectorRegistry.of(echo.camelContext).remove("echo");

        assertThat(meters.scrape()).contains("serai_connector_health{" + ECHO + ",type=\"echo\"} NaN");
    }

    @Test
    void whatWaitsForAConsumerIsShownUntilItEnds() {
        DeclaredConnector connector = ConnectorRegistry.of(echo.camelContext).get("echo");
        double[] waiting = {12};
        ConsumerBacklog backlog = new ConsumerBacklog("echo", "echo", "bills", "orders", "billing", () -> waiting[0]);
        String gauge =
                "serai_connector_lag{" + ECHO + ",group=\"billing\",route=\"bills\",source=\"orders\",type=\"echo\"} ";

        connector.began(backlog);
        assertThat(meters.scrape()).contains(gauge + "12.0");
        waiting[0] = 3;
        assertThat(meters.scrape()).contains(gauge + "3.0");
        connector.ended(backlog);

        assertThat(meters.scrape()).doesNotContain("serai_connector_lag");
    }

    @Test
    void noSecretShows() {
        echo.say("refuse");

        assertThat(meters.scrape()).doesNotContain(EchoContext.SECRET);
    }
}

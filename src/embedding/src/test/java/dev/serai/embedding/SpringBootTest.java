/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;

class SpringBootTest {

    @TempDir
    private Path folder;

    @Test
    void connectorsOfTheClassPathAreFoundByThemselves() throws Exception {
        OrdersDatabase database = OrdersDatabase.in(folder);
        try (ClassPathFolder resources = new ClassPathFolder(folder)) {
            resources.with("connectors.yaml", Guide.file("connectors.yaml"));
            try (ConfigurableApplicationContext application = run(resources, "--orders.url=" + database.url())) {
                assertThat(note(application)).isEqualTo("first");
            }
        }
    }

    @Test
    void connectorsStandInSpringsProperties() throws Exception {
        OrdersDatabase database = OrdersDatabase.in(folder);
        try (ClassPathFolder resources = new ClassPathFolder(folder)) {
            resources.with("application.yaml", Guide.file("application.yaml"));
            try (ConfigurableApplicationContext application = run(resources, "--orders.file=" + database.file())) {
                assertThat(note(application)).isEqualTo("first");
            }
        }
    }

    @Test
    void aReferenceInAValueIsResolvedWithItsDefault() throws Exception {
        OrdersDatabase database = OrdersDatabase.in(folder);
        try (ClassPathFolder resources = new ClassPathFolder(folder)) {
            resources.with(
                    "application.yaml",
                    Guide.file("application.yaml").replace("${orders.file}", "${orders.file:" + database.file() + "}"));
            try (ConfigurableApplicationContext application = run(resources)) {
                assertThat(note(application)).isEqualTo("first");
            }
        }
    }

    @Test
    void aStrongerSourceOfSpringsWins() throws Exception {
        OrdersDatabase database = OrdersDatabase.in(folder);
        try (ClassPathFolder resources = new ClassPathFolder(folder)) {
            resources.with("application.yaml", Guide.file("application.yaml"));
            try (ConfigurableApplicationContext application = run(
                    resources,
                    "--orders.file=/nowhere/orders.db",
                    "--serai.connector.orders-db.connection.url=" + database.url())) {
                assertThat(note(application)).isEqualTo("first");
            }
        }
    }

    @Test
    void aSecretMayComeFromElsewhereButNotStandInTheFile() throws Exception {
        OrdersDatabase database = OrdersDatabase.in(folder);
        try (ClassPathFolder resources = new ClassPathFolder(folder)) {
            String yaml = Guide.file("application.yaml").replace("url:", "password: PASSWORD\n        url:");
            resources.with("application.yaml", yaml.replace("PASSWORD", "${shop.password}"));
            try (ConfigurableApplicationContext application =
                    run(resources, "--orders.file=" + database.file(), "--shop.password=hunter2")) {
                assertThat(note(application)).isEqualTo("first");
            }
            for (String literal : List.of("hunter2", "${shop.password:hunter2}", "x${orders.file}hunter2")) {
                resources.with("application.yaml", yaml.replace("PASSWORD", literal));
                assertThatThrownBy(() -> run(resources, "--orders.file=" + database.file()))
                        .rootCause()
                        .hasMessageContaining("'connection.password' is a secret and must not stand in the file.")
                        .hasMessageNotContaining("hunter2");
            }
        }
    }

    @Test
    void healthAndMetersAreThoseOfTheApplication() throws Exception {
        OrdersDatabase database = OrdersDatabase.in(folder);
        try (ClassPathFolder resources = new ClassPathFolder(folder)) {
            resources.with("connectors.yaml", Guide.file("connectors.yaml"));
            try (ConfigurableApplicationContext application = run(resources, "--orders.url=" + database.url())) {
                note(application);

                HealthCheck health = HealthCheckRegistry.get(application.getBean(CamelContext.class))
                        .getCheck("connector:orders-db")
                        .orElseThrow();
                await().untilAsserted(() -> assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP));
                assertThat(application
                                .getBean(MeterRegistry.class)
                                .get("serai.connector.operation")
                                .tags("connector", "orders-db", "operation", "query", "outcome", "success")
                                .timer()
                                .count())
                        .isEqualTo(1);
            }
        }
    }

    private static ConfigurableApplicationContext run(ClassPathFolder resources, String... arguments) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .resourceLoader(new DefaultResourceLoader(resources.classLoader()))
                .logStartupInfo(false)
                .run(arguments);
    }

    private static Object note(ConfigurableApplicationContext application) {
        return application
                .getBean(ProducerTemplate.class)
                .requestBody("direct:note", Map.of("number", 1), Map.class)
                .get("note");
    }

    /** An application like any other. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        RoutesBuilder noteRoute() {
            return new NoteRoute();
        }

        @Bean
        MeterRegistry meterRegistry() {
            return new SimpleMeterRegistry();
        }
    }
}

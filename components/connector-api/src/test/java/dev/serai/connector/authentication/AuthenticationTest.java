/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.Redaction;
import dev.serai.connector.configuration.ConfigurationException;
import dev.serai.connector.configuration.DeclarationLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of providers share: a Camel context, a clock that they set, and settings as they stand in YAML. */
abstract class AuthenticationTest {

    static final Path HERE = Path.of("").toAbsolutePath();

    final MovingClock clock = new MovingClock();
    final CamelContext camelContext = new DefaultCamelContext();
    final Redaction redaction = new Redaction(List.of());
    private final List<AuthenticationProvider> made = new ArrayList<>();

    @BeforeEach
    void startCamel() {
        camelContext.start();
    }

    @AfterEach
    void stopCamel() {
        made.forEach(AuthenticationProvider::close);
        camelContext.stop();
    }

    /** @param yaml what stands under {@code auth:} */
    AuthenticationSettings settings(String yaml) {
        return ((AuthenticatedConfiguration)
                        DeclarationLoader.ofProgram(camelContext, Map.of("authenticated", new AuthenticatedFactory()))
                                .load(
                                        "connectors.yaml",
                                        "connectors:\n  - name: api\n    type: authenticated\n    connection: { auth: "
                                                + yaml + " }\n",
                                        HERE)
                                .get(0)
                                .configuration())
                .connection()
                .auth();
    }

    /** @throws ConfigurationException when the settings are refused */
    AuthenticationProvider provider(String yaml) {
        AuthenticationProvider provider = AuthenticationProviders.of(
                settings(yaml), "api", new ConnectorEnvironment(camelContext, HERE, redaction), clock);
        made.add(provider);
        return provider;
    }

    static Credentials now(AuthenticationProvider provider) {
        return provider.credentials().toCompletableFuture().join();
    }

    static String token(Credentials credentials) {
        return credentials.headers().get("Authorization").substring("Bearer ".length());
    }

    /** A clock that stands until it is moved. */
    static final class MovingClock extends Clock {

        private volatile Instant now = Instant.now();

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

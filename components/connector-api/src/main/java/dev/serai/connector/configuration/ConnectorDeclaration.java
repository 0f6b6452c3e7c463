/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DescribingConnectorFactory;
import dev.serai.connector.Redaction;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.CamelContext;

/**
 * A checked declaration: everything that is needed to make the connector.
 *
 * @param location where it stands
 * @param settings what every connector has
 * @param factory of its type
 * @param configuration the type's own part, a record of {@link ConnectorFactory#configurationType()}
 * @param redaction knows the declaration's secrets
 */
public record ConnectorDeclaration<C extends Record>(
        SourceLocation location,
        ConnectorSettings settings,
        ConnectorFactory<C> factory,
        C configuration,
        Redaction redaction) {

    /**
     * Makes the connector; opens nothing yet.
     *
     * @param baseDirectory what relative paths of the declaration are relative to
     */
    public Connector create(CamelContext camelContext, Path baseDirectory) {
        return factory.create(
                configuration, settings, new ConnectorEnvironment(camelContext, baseDirectory, redaction));
    }

    /**
     * What the connector will be able to do: what its type can, and what the declaration adds.
     *
     * @param baseDirectory what relative paths of the declaration are relative to
     * @return empty when only the connector itself can tell
     * @throws dev.serai.connector.ConnectorException when a description that the declaration names cannot be used
     */
    public Optional<ConnectorMetadata> metadata(Path baseDirectory) {
        return factory instanceof DescribingConnectorFactory<C> describing
                ? describing.metadata(configuration, baseDirectory)
                : Optional.of(factory.metadata());
    }

    /** Whether calls pass a circuit breaker: as declared, else as is usual for the type. */
    public boolean circuitBreaker() {
        Boolean declared = settings.circuitBreaker().enabled();
        return declared == null ? factory.circuitBreakerByDefault() : declared;
    }
}

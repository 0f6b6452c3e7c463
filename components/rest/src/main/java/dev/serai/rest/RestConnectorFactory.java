/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DescribingConnectorFactory;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.rest.openapi.ApiDescription;
import java.nio.file.Path;
import java.util.Optional;

/** Makes connectors of type {@code rest}. */
public final class RestConnectorFactory implements DescribingConnectorFactory<RestConfiguration> {

    @Override
    public ConnectorMetadata metadata() {
        return RestOperations.METADATA;
    }

    @Override
    public Optional<ConnectorMetadata> metadata(RestConfiguration configuration, Path baseDirectory) {
        String openapi = configuration.openapi();
        if (openapi == null) {
            return Optional.of(metadata());
        }
        return ApiDocument.isUrl(openapi)
                ? Optional.empty()
                : Optional.of(ApiDocument.read(openapi, baseDirectory).addTo(metadata()));
    }

    @Override
    public Class<RestConfiguration> configurationType() {
        return RestConfiguration.class;
    }

    @Override
    public boolean circuitBreakerByDefault() {
        return true;
    }

    @Override
    public Connector create(
            RestConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new RestConnector(
                settings.name(), configuration, description(configuration, settings, environment), environment);
    }

    private static ApiDescription description(
            RestConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        String openapi = configuration.openapi();
        if (openapi == null) {
            return ApiDescription.NONE;
        }
        try {
            return ApiDocument.isUrl(openapi)
                    ? ApiDocument.fetch(settings.name(), configuration, environment)
                    : ApiDocument.read(openapi, environment.baseDirectory());
        } catch (ConnectorException e) {
            throw e.named(settings.name(), null);
        }
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes connectors that can do more than their type, because a declaration may name a description of further operations.
 *
 * @param <C> as for {@link ConnectorFactory}
 */
public interface DescribingConnectorFactory<C extends Record> extends ConnectorFactory<C> {

    /**
     * What the connector of a declaration can do. It agrees with {@link Connector#metadata()} of the connector that is
     * made.
     *
     * @param baseDirectory what relative paths of the declaration are relative to
     * @return empty when that is known only by asking another system, which is done when the connector is made
     * @throws ConnectorException when what the declaration names cannot be used
     */
    Optional<ConnectorMetadata> metadata(C configuration, Path baseDirectory);
}

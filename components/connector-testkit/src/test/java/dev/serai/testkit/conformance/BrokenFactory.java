/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DataConnector;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.testkit.keyvalue.KeyValueConfiguration;
import dev.serai.testkit.keyvalue.KeyValueConnectorFactory;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Makes key-value connectors with something wrong.
 *
 * @param metadata what the type says of itself
 * @param configurationType what a declaration says
 * @param sound the declaration as the real connector takes it
 * @param breaking what becomes of the real connector
 */
record BrokenFactory<C extends Record>(
        ConnectorMetadata metadata,
        Class<C> configurationType,
        Function<C, KeyValueConfiguration> sound,
        BiFunction<DataConnector, KeyValueConfiguration, Connector> breaking)
        implements ConnectorFactory<C> {

    private static final KeyValueConnectorFactory SOUND = new KeyValueConnectorFactory();

    static BrokenFactory<?> connector(UnaryOperator<DataConnector> breaking) {
        return connector((connector, configuration) -> breaking.apply(connector));
    }

    static BrokenFactory<?> connector(BiFunction<DataConnector, KeyValueConfiguration, Connector> breaking) {
        return new BrokenFactory<>(
                SOUND.metadata(), KeyValueConfiguration.class, configuration -> configuration, breaking);
    }

    static BrokenFactory<?> metadata(UnaryOperator<ConnectorMetadata> breaking) {
        ConnectorMetadata broken = breaking.apply(SOUND.metadata());
        return new BrokenFactory<>(
                broken,
                KeyValueConfiguration.class,
                configuration -> configuration,
                (connector, configuration) -> new BrokenConnector(connector) {
                    @Override
                    public ConnectorMetadata metadata() {
                        return broken;
                    }
                });
    }

    static <C extends Record> BrokenFactory<C> configuration(Class<C> type, Function<C, KeyValueConfiguration> sound) {
        return new BrokenFactory<>(SOUND.metadata(), type, sound, (connector, configuration) -> connector);
    }

    @Override
    public Connector create(C configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        KeyValueConfiguration usable = sound.apply(configuration);
        return breaking.apply((DataConnector) SOUND.create(usable, settings, environment), usable);
    }
}

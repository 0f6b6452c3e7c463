/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.springboot;

import org.apache.camel.spi.PropertiesSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** Shows Camel the properties that declare connectors. Camel itself asks Spring for single properties, by name only. */
@AutoConfiguration
public class SeraiAutoConfiguration {

    @Bean
    PropertiesSource seraiConnectorProperties(ConfigurableEnvironment environment) {
        return new ConnectorPropertiesSource(environment);
    }
}

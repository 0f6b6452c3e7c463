/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.registry.ConnectorRegistry;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Calls the operations of connectors that are declared by name. */
@Component("connector")
public class ConnectorComponent extends DefaultComponent {

    @Metadata(
            description =
                    "The file that declares the connectors, or a resource such as classpath:connectors.yaml. By"
                            + " default the property serai.connectors, else connectors.yaml on the class path, if there is one.")
    private String configuration;

    private ConnectorRegistry registry;

    public String getConfiguration() {
        return configuration;
    }

    public void setConfiguration(String configuration) {
        this.configuration = configuration;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        registry = ConnectorRegistry.of(getCamelContext());
        new DeclarationSources(getCamelContext(), registry).declareAll(configuration);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        registry.start();
    }

    @Override
    protected void doStop() throws Exception {
        registry.stop();
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        registry.shutdown();
        super.doShutdown();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        EndpointText.read(parameters);
        EndpointPath path = EndpointPath.parse(uri, "connector", remaining);
        return path.endpoint(uri, this, registry.get(path.connector()), parameters);
    }
}

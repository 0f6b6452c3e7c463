package __package__;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.configuration.ConnectorSettings;

/** Makes connectors of type {@code __type__}. Found by its line in META-INF/services. */
public final class __Prefix__ConnectorFactory implements ConnectorFactory<__Prefix__Configuration> {

    @Override
    public ConnectorMetadata metadata() {
        return __Prefix__Operations.METADATA;
    }

    @Override
    public Class<__Prefix__Configuration> configurationType() {
        return __Prefix__Configuration.class;
    }

    @Override
    public Connector create(
            __Prefix__Configuration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new __Prefix__Connector(configuration, settings, environment);
    }
}

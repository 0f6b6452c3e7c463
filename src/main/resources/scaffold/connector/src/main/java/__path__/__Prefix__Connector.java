package __package__;

import dev.serai.connector.Caller;
import dev.serai.connector.Capabilities;
import dev.serai.connector.Capability;
import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.configuration.ConnectorSettings;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** One server. Thread-safe. */
final class __Prefix__Connector implements Connector {

    private final __Prefix__Configuration configuration;
    private final ConnectorSettings settings;
    private final ConnectorEnvironment environment;
    private volatile __Prefix__Client open;

    __Prefix__Connector(
            __Prefix__Configuration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        this.configuration = configuration;
        this.settings = settings;
        this.environment = environment;
    }

    @Override
    public ConnectorMetadata metadata() {
        return __Prefix__Operations.METADATA;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(Capability.CANCELLATION, Capability.HEALTH_CHECK);
    }

    @Override
    public synchronized void connect() {
        Caller caller = new Caller(settings.name(), null);
        if (open != null) {
            throw caller.alreadyConnected();
        }
        __Prefix__Client client = new __Prefix__Client(configuration, environment);
        try {
            client.ping(caller);
        } catch (ConnectorException e) {
            client.close();
            throw e;
        }
        open = client;
    }

    @Override
    public synchronized void disconnect() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    @Override
    public HealthCheckResult healthCheck() {
        return HealthCheckResult.of(() -> {
            Caller caller = new Caller(settings.name(), null);
            opened(caller).ping(caller);
            return "The server answers.";
        });
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        Caller caller = new Caller(settings.name(), operation.name());
        __Prefix__Client client = opened(caller);
        String name = (String) input.get("name");
        String value = (String) input.get("value");
        return switch (operation.name()) {
            case "get" -> client.get(caller, name);
            case "put" -> client.put(caller, name, value);
            case "remove" -> client.remove(caller, name);
            default -> throw new IllegalStateException("'" + operation.name() + "' is listed but not answered here.");
        };
    }

    private __Prefix__Client opened(Caller caller) {
        __Prefix__Client client = open;
        if (client == null) {
            throw caller.notConnected();
        }
        return client;
    }
}

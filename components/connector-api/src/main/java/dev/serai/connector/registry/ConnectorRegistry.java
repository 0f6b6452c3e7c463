/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.Names;
import dev.serai.connector.configuration.ConfigurationBinder;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.configuration.ConnectorsFile;
import dev.serai.connector.configuration.References;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connectors of one Camel context by name. Starting it connects all of them, stopping it disconnects all; whether
 * one can be reached is found out at the start, so that nothing runs against a connector that cannot work.
 */
public final class ConnectorRegistry extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorRegistry.class);

    private final CamelContext camelContext;
    private final Map<String, DeclaredConnector> connectors = new LinkedHashMap<>();
    private ScheduledExecutorService timer;
    private ExecutorService repeats;

    public ConnectorRegistry(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** The registry of a Camel context; made, empty, when there is none. */
    public static synchronized ConnectorRegistry of(CamelContext camelContext) {
        var extension = camelContext.getCamelContextExtension();
        ConnectorRegistry registry = extension.getContextPlugin(ConnectorRegistry.class);
        if (registry == null) {
            registry = new ConnectorRegistry(camelContext);
            extension.addContextPlugin(ConnectorRegistry.class, registry);
        }
        return registry;
    }

    /** Every type of connector on the class path, by type. */
    public static Map<String, ConnectorFactory<?>> factories(ClassLoader classLoader) {
        Map<String, ConnectorFactory<?>> factories = new LinkedHashMap<>();
        for (ConnectorFactory<?> factory : ServiceLoader.load(ConnectorFactory.class, classLoader)) {
            factories.put(factory.metadata().type(), factory);
        }
        return factories;
    }

    /**
     * Declares every connector of a file.
     *
     * @throws dev.serai.connector.configuration.ConfigurationException when anything in it is wrong
     */
    public void declareFrom(Path file) {
        String yaml;
        try {
            yaml = Files.readString(file);
        } catch (IOException e) {
            throw ConnectorException.of(
                            ConnectorErrors.CONFIGURATION, "The file " + file + " cannot be read: " + reason(e) + ".")
                    .cause(e)
                    .build();
        }
        boolean development = Boolean.parseBoolean(camelContext
                .getPropertiesComponent()
                .resolveProperty("serai.dev")
                .orElse("false"));
        References references = new References(System::getenv, camelContext::resolvePropertyPlaceholders);
        ConnectorsFile reader = new ConnectorsFile(
                factories(camelContext.getApplicationContextClassLoader()),
                new ConfigurationBinder(references, development));
        ConnectorEnvironment environment = new ConnectorEnvironment(
                camelContext, file.toAbsolutePath().normalize().getParent());
        for (ConnectorDeclaration<?> declaration : reader.read(file.toString(), yaml)) {
            declare(declaration, environment);
        }
    }

    /** The messages of these exceptions are a bare path or number. */
    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        return e instanceof CharacterCodingException ? "it is not UTF-8 text" : e.getMessage();
    }

    /** Adds one connector. One that is declared while the registry runs is connected at once. */
    public synchronized void declare(ConnectorDeclaration<?> declaration, ConnectorEnvironment environment) {
        String name = declaration.settings().name();
        if (connectors.containsKey(name)) {
            throw ConnectorException.of(ConnectorErrors.CONFIGURATION, "A connector of that name is already declared.")
                    .connector(name)
                    .build();
        }
        if (timer == null) {
            var threads = camelContext.getExecutorServiceManager();
            timer = threads.newSingleThreadScheduledExecutor(this, "connector-retry-timer");
            repeats = threads.newCachedThreadPool(this, "connector-retry");
        }
        DeclaredConnector connector =
                new DeclaredConnector(declaration, declaration.create(environment), timer, repeats);
        connectors.put(name, connector);
        if (isStarted()) {
            connect(connector);
        }
    }

    /** All connectors, in the order of their declaration. */
    public synchronized List<DeclaredConnector> list() {
        return List.copyOf(connectors.values());
    }

    /** @throws ConnectorException when there is none of that name; says which name was likely meant */
    public synchronized DeclaredConnector get(String name) {
        DeclaredConnector connector = connectors.get(name);
        if (connector == null) {
            throw ConnectorException.of(
                            ConnectorErrors.UNKNOWN_CONNECTOR,
                            "There is no connector named '" + name + "'. "
                                    + Names.suggestion(name, connectors.keySet())
                                    + " Connectors are declared in connectors.yaml.")
                    .build();
        }
        return connector;
    }

    private static void connect(DeclaredConnector connector) {
        connector.connector().connect();
        LOG.debug("Connected {} ({})", connector.name(), connector.metadata().type());
    }

    @Override
    protected void doStart() {
        list().forEach(ConnectorRegistry::connect);
    }

    @Override
    protected void doStop() {
        List<DeclaredConnector> backwards = new ArrayList<>(list());
        Collections.reverse(backwards);
        for (DeclaredConnector connector : backwards) {
            try {
                connector.connector().disconnect();
            } catch (RuntimeException e) {
                LOG.warn("Connector '{}' did not close cleanly: {}", connector.name(), e.getMessage());
            }
        }
    }

    /** A registry may start again, and its connectors keep their threads until it is done with. */
    @Override
    protected synchronized void doShutdown() {
        if (timer != null) {
            camelContext.getExecutorServiceManager().shutdownNow(timer);
            camelContext.getExecutorServiceManager().shutdownNow(repeats);
            timer = null;
            repeats = null;
        }
    }
}

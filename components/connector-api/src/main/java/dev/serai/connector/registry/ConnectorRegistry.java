/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata.Category;
import dev.serai.connector.Names;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.configuration.DeclarationLoader;
import dev.serai.connector.observation.OperationObserver;
import dev.serai.connector.yaml.ConnectorYamlLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connectors of one Camel context by name. Starting it connects all of them at once, stopping it disconnects all. A
 * system that is away does not stop the start; see {@code connect} in a declaration. Thread-safe.
 */
public final class ConnectorRegistry extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorRegistry.class);

    private final CamelContext camelContext;
    private final Map<String, DeclaredConnector> connectors = new LinkedHashMap<>();
    private final Map<DeclaredConnector, ConnectorHealthCheck> healthChecks = new LinkedHashMap<>();
    private final OperationObservers observers = new OperationObservers();
    private RegistryThreads threads;
    private boolean observersFound;

    public ConnectorRegistry(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * The registry of a Camel context; made, empty, when there is none. From then on the context reads YAML by
     * {@link ConnectorYamlLoader}, where it has camel-yaml-dsl: ask for the registry before routes are loaded.
     */
    public static synchronized ConnectorRegistry of(CamelContext camelContext) {
        var extension = camelContext.getCamelContextExtension();
        ConnectorRegistry registry = extension.getContextPlugin(ConnectorRegistry.class);
        if (registry == null) {
            registry = new ConnectorRegistry(camelContext);
            extension.addContextPlugin(ConnectorRegistry.class, registry);
            if (isPresent("org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader")) {
                ConnectorYamlLoader.install(camelContext);
            }
        }
        return registry;
    }

    private static boolean isPresent(String className) {
        try {
            return Class.forName(className, false, ConnectorRegistry.class.getClassLoader()) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** The types of connector on the context's class path. */
    public ConnectorTypes types() {
        return ConnectorTypes.of(camelContext.getApplicationContextClassLoader());
    }

    /**
     * Declares every connector of a file or resource.
     *
     * @param location a path, or a resource as Camel names them: {@code classpath:connectors.yaml}
     * @throws dev.serai.connector.configuration.ConfigurationException when anything in it is wrong
     */
    public void declareFrom(String location) {
        Path base = DeclarationLoader.baseDirectory(location);
        new DeclarationLoader(camelContext, types().factories())
                .load(location)
                .forEach(declaration -> declare(declaration, base));
    }

    /**
     * Declares a connector from a program. Secrets may stand among the options: a program gets them from where it likes.
     *
     * @param options by full path ({@code connection.url}) or by the last part of it where that is enough; values as they
     *     would stand in a file
     * @throws dev.serai.connector.configuration.ConfigurationException when anything in it is wrong
     */
    public DeclaredConnector declare(String name, String type, Map<String, Object> options) {
        ConnectorTypes types = types();
        ConnectorFactory<?> factory = types.find(type).orElseThrow(() -> ConnectorException.of(
                        ConnectorErrors.CONFIGURATION,
                        "There is no connector type '" + type + "'. "
                                + Names.suggestion(type, types.factories().keySet()))
                .connector(name)
                .build());
        return declare(
                DeclarationLoader.ofProgram(camelContext, types.factories())
                        .fromOptions("program", factory, name, options),
                Path.of("").toAbsolutePath());
    }

    /**
     * Adds one connector. One that is declared while the registry runs is connected at once.
     *
     * @param baseDirectory what relative paths of the declaration are relative to
     * @throws ConnectorException when the name is taken, or the connector cannot be connected and says so at the start
     */
    public DeclaredConnector declare(ConnectorDeclaration<?> declaration, Path baseDirectory) {
        DeclaredConnector connector;
        synchronized (this) {
            String name = declaration.settings().name();
            if (connectors.containsKey(name)) {
                throw ConnectorException.of(
                                ConnectorErrors.CONFIGURATION, "A connector of that name is already declared.")
                        .connector(name)
                        .build();
            }
            if (threads == null) {
                threads = RegistryThreads.of(camelContext, this);
            }
            Connector made = declaration.create(camelContext, baseDirectory);
            connector = new DeclaredConnector(declaration, made, threads, observers);
            connectors.put(name, connector);
        }
        if (isStarted()) {
            open(connector);
        }
        return connector;
    }

    /** All connectors, in the order of their declaration. */
    public synchronized List<DeclaredConnector> list() {
        return List.copyOf(connectors.values());
    }

    /**
     * Connectors whose type is of a category and has all of some tags.
     *
     * @param category null for any
     */
    public List<DeclaredConnector> search(Category category, Collection<String> tags) {
        List<String> types = types().search(category, tags).stream()
                .map(metadata -> metadata.type())
                .toList();
        return list().stream()
                .filter(connector -> types.contains(connector.metadata().type()))
                .toList();
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

    /** Disconnects a connector and forgets it. */
    public void remove(String name) {
        DeclaredConnector connector = get(name);
        synchronized (this) {
            connectors.remove(name);
        }
        close(connector);
    }

    /** Tells an observer of every operation from now on. */
    public void addObserver(OperationObserver observer) {
        observers.add(observer);
    }

    public void removeObserver(OperationObserver observer) {
        observers.remove(observer);
    }

    /** Disconnects all connectors and forgets them. */
    public void closeAll() {
        closeBackwards();
        synchronized (this) {
            connectors.clear();
        }
    }

    @Override
    protected void doStart() {
        findObservers();
        List<CompletableFuture<Void>> opened = new ArrayList<>();
        // At once: a connector whose system is away takes its time.
        list().forEach(connector -> opened.add(CompletableFuture.runAsync(() -> open(connector), threads.workers())));
        try {
            opened.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            CompletableFuture.allOf(opened.toArray(CompletableFuture[]::new))
                    .exceptionally(failure -> null)
                    .join();
            closeBackwards();
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    private void findObservers() {
        if (!observersFound) {
            observersFound = true;
            for (OperationObserver.Factory factory : ServiceLoader.load(
                    OperationObserver.Factory.class, camelContext.getApplicationContextClassLoader())) {
                factory.create(camelContext).ifPresent(observers::add);
            }
        }
    }

    private void open(DeclaredConnector connector) {
        connector.connect();
        HealthCheckRegistry health = HealthCheckRegistry.get(camelContext);
        if (health != null) {
            ConnectorHealthCheck check = new ConnectorHealthCheck(connector);
            synchronized (this) {
                healthChecks.put(connector, check);
            }
            health.register(check);
        }
    }

    private void close(DeclaredConnector connector) {
        ConnectorHealthCheck check;
        synchronized (this) {
            check = healthChecks.remove(connector);
        }
        HealthCheckRegistry health = HealthCheckRegistry.get(camelContext);
        if (health != null && check != null) {
            health.unregister(check);
        }
        try {
            connector.disconnect();
        } catch (RuntimeException e) {
            LOG.warn("Connector '{}' did not close cleanly: {}", connector.name(), e.getMessage());
        }
    }

    private void closeBackwards() {
        List<DeclaredConnector> backwards = new ArrayList<>(list());
        Collections.reverse(backwards);
        backwards.forEach(this::close);
    }

    @Override
    protected void doStop() {
        closeBackwards();
    }

    /** A registry may start again, and its connectors keep their threads until it is done with. */
    @Override
    protected synchronized void doShutdown() {
        if (threads != null) {
            threads.shutdown(camelContext);
            threads = null;
            list().forEach(DeclaredConnector::endWaiting);
        }
    }
}

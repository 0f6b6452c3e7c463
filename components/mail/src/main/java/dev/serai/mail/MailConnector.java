/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.BlockingCalls;
import dev.serai.connector.Caller;
import dev.serai.connector.Capabilities;
import dev.serai.connector.Capability;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DataOperations;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.PagedConnector;
import dev.serai.connector.StreamRequest;
import dev.serai.connector.ThreadPools;
import dev.serai.connector.camel.ConnectorEndpoint;
import dev.serai.connector.camel.ConsumingConnector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExecutorServiceManager;

/**
 * One mail account: a server that takes mail, one that keeps it, or both. The library blocks, so that calls run on threads
 * of their own, as many as there may be connections; callers are never held. Thread-safe.
 */
final class MailConnector implements PagedConnector, DiscoveringConnector, ConsumingConnector {

    /** How many messages a stream asks for at once. */
    private static final int PAGE = 100;

    private final String name;
    private final MailConfiguration configuration;
    private final ConnectorEnvironment environment;

    private volatile MailServers open;

    MailConnector(String name, MailConfiguration configuration, ConnectorEnvironment environment) {
        this.name = name;
        this.configuration = configuration;
        this.environment = environment;
    }

    @Override
    public ConnectorMetadata metadata() {
        return MailConnectorFactory.METADATA;
    }

    @Override
    public Capabilities capabilities() {
        Capabilities sending = Capabilities.of(Capability.HEALTH_CHECK);
        boolean reads = configuration.connection().imap().isGiven();
        return sending.withIf(reads, Capability.STREAMING)
                .withIf(reads, Capability.PAGINATION)
                .withIf(reads, Capability.FILTERING)
                .withIf(reads, Capability.SORTING);
    }

    @Override
    public synchronized void connect() {
        Caller caller = new Caller(name, null);
        if (open != null) {
            throw caller.alreadyConnected();
        }
        ExecutorService workers = ThreadPools.fixed(
                environment.camelContext(),
                this,
                "mail-" + name,
                configuration.options().maxConnections());
        MailServers servers = null;
        try {
            servers = MailServers.of(configuration, environment, workers, caller);
            servers.check(caller);
            open = servers;
        } finally {
            if (open == null) {
                threads().shutdown(workers);
                if (servers != null) {
                    servers.close();
                }
            }
        }
    }

    private ExecutorServiceManager threads() {
        return environment.camelContext().getExecutorServiceManager();
    }

    @Override
    public synchronized void disconnect() {
        MailServers servers = open;
        if (servers != null) {
            open = null;
            servers.close();
            threads().shutdownGraceful(servers.workers());
        }
    }

    @Override
    public HealthCheckResult healthCheck() {
        Caller caller = new Caller(name, null);
        return HealthCheckResult.of(() -> opened(caller).check(caller));
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        Caller caller = new Caller(name, operation.name());
        MailServers servers = opened(caller);
        String key = context.idempotencyKey().orElse(null);
        return switch (operation.name()) {
            case "send" -> {
                Sending sending = servers.sending(caller);
                yield run(servers, caller, () -> sending.send(caller, input, key));
            }
            case "read" -> {
                MailboxCalls mailbox = servers.mailbox(caller);
                yield run(servers, caller, () -> mailbox.read(caller, input));
            }
            case "mark" -> {
                MailboxCalls mailbox = servers.mailbox(caller);
                yield run(servers, caller, () -> mailbox.mark(caller, input));
            }
            case "move" -> {
                MailboxCalls mailbox = servers.mailbox(caller);
                yield run(servers, caller, () -> mailbox.move(caller, input));
            }
            case "delete" -> {
                MailboxCalls mailbox = servers.mailbox(caller);
                yield run(servers, caller, () -> mailbox.delete(caller, input));
            }
            default -> throw new IllegalArgumentException("'" + operation.name() + "' is no operation that is called.");
        };
    }

    private static <T> CompletionStage<T> run(MailServers servers, Caller caller, Supplier<T> call) {
        return BlockingCalls.run(servers.workers(), caller, call);
    }

    @Override
    public CompletionStage<FetchResponse> fetch(FetchRequest request) {
        Caller caller = new Caller(name, DataOperations.FETCH);
        MailServers servers = opened(caller);
        MessagePages pages = new MessagePages(servers.mailbox(caller).connections(), caller);
        return run(servers, caller, () -> pages.fetch(request));
    }

    @Override
    public FetchRequest firstPage(StreamRequest request) {
        return new FetchRequest(
                request.resource(),
                List.of(),
                List.of(),
                List.of(),
                new FetchRequest.Pagination(PAGE, 0, Optional.empty(), false),
                request.options());
    }

    @Override
    public int maxPages() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Consumer createConsumer(
            ConnectorEndpoint endpoint, Processor processor, Operation operation, Map<String, Object> input) {
        Caller caller = new Caller(name, operation.name());
        if (!configuration.connection().imap().isGiven()) {
            throw MailServers.missing(caller, "imap", "keeps mail");
        }
        return new MailConsumer(
                endpoint, processor, () -> opened(caller).mailbox(caller), Receipt.of(caller, input), caller);
    }

    @Override
    public CompletionStage<List<DiscoveredResource>> discover() {
        Caller caller = new Caller(name, null);
        MailServers servers = opened(caller);
        MailboxCalls mailbox = servers.mailbox(caller);
        return run(servers, caller, () -> FolderDiscovery.discover(mailbox.connections(), caller));
    }

    private MailServers opened(Caller caller) {
        MailServers servers = open;
        if (servers == null) {
            throw caller.notConnected();
        }
        return servers;
    }
}

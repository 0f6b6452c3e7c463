/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.value.ExchangeProperties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The repository of an idempotentConsumer, as the consumer sees it. In an execution, it answers what
 * {@link IdempotentStep} found in the record, and gives a key back only when the execution has ended for good.
 */
final class RecordedRepository extends ServiceSupport implements IdempotentRepository {

    private final CamelContext context;
    private final IdempotentRepository written;

    private RecordedRepository(CamelContext context, IdempotentRepository written) {
        this.context = context;
        this.written = written;
    }

    /** Puts itself in the place of a consumer's repository. */
    static void standIn(CamelContext context, IdempotentConsumerDefinition consumer) {
        IdempotentRepository written = consumer.getIdempotentRepositoryBean() != null
                ? consumer.getIdempotentRepositoryBean()
                : find(context, consumer.getIdempotentRepository());
        if (written != null && !(written instanceof RecordedRepository)) {
            consumer.setIdempotentRepository(new RecordedRepository(context, written));
        }
    }

    private static IdempotentRepository find(CamelContext context, String name) {
        if (name == null) {
            return null;
        }
        String resolved = context.resolvePropertyPlaceholders(name);
        return EndpointHelper.isReferenceParameter(resolved)
                ? EndpointHelper.resolveReferenceParameter(context, resolved, IdempotentRepository.class)
                : CamelContextHelper.mandatoryLookup(context, resolved, IdempotentRepository.class);
    }

    IdempotentRepository written() {
        return written;
    }

    @Override
    public boolean add(Exchange exchange, String key) {
        Boolean isNew = (Boolean) exchange.removeProperty(ExchangeProperties.IS_NEW);
        return isNew == null ? written.add(exchange, key) : isNew;
    }

    @Override
    public boolean contains(Exchange exchange, String key) {
        Boolean isNew = (Boolean) exchange.removeProperty(ExchangeProperties.IS_NEW);
        return isNew == null ? written.contains(exchange, key) : !isNew;
    }

    @Override
    public boolean confirm(Exchange exchange, String key) {
        if (exchange.getProperty(ExchangeProperties.TAKEN_BEFORE) != null) {
            // A dead letter gave the key back, and a repository in memory forgot it.
            written.add(exchange, key);
        }
        return written.confirm(exchange, key);
    }

    @Override
    public boolean remove(Exchange exchange, String key) {
        Execution execution = exchange.getProperty(ExchangeProperties.EXECUTION, Execution.class);
        if (execution == null) {
            return written.remove(exchange, key);
        }
        execution.endTasks().whenEnded(() -> written.remove(key));
        return true;
    }

    @Override
    public boolean add(String key) {
        return written.add(key);
    }

    @Override
    public boolean contains(String key) {
        return written.contains(key);
    }

    @Override
    public boolean confirm(String key) {
        return written.confirm(key);
    }

    @Override
    public boolean remove(String key) {
        return written.remove(key);
    }

    @Override
    public void clear() {
        written.clear();
    }

    @Override
    protected void doStart() throws Exception {
        if (!context.hasService(written)) {
            context.addService(written);
        }
        ServiceHelper.startService(written);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(written);
    }

    @Override
    protected void doShutdown() throws Exception {
        ServiceHelper.stopAndShutdownService(written);
        context.removeService(written);
    }
}

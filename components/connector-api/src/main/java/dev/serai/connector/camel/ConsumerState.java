/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.state.CheckpointStore;
import dev.serai.connector.state.EventLog;
import dev.serai.connector.state.MemoryCheckpointStore;
import dev.serai.connector.state.MemorySeenKeys;
import dev.serai.connector.state.SeenKeys;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the consumers of a Camel context keep what they remember: in the bean of the type in Camel's registry, or else in
 * one memory for the whole context. Thread-safe.
 */
public final class ConsumerState {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerState.class);

    private ConsumerState() {}

    /** @throws ConnectorException when the registry has several */
    public static CheckpointStore checkpoints(CamelContext camelContext) {
        return find(camelContext, CheckpointStore.class, "positions in sources", MemoryCheckpointStore::new);
    }

    /** @throws ConnectorException when the registry has several */
    public static SeenKeys seenKeys(CamelContext camelContext) {
        return find(camelContext, SeenKeys.class, "what was already processed", MemorySeenKeys::new);
    }

    /**
     * Where durable buses keep their events; nothing stands in for it.
     *
     * @return empty when the registry has none
     * @throws ConnectorException when the registry has several
     */
    public static Optional<EventLog> events(CamelContext camelContext) {
        return bean(camelContext, EventLog.class, "events");
    }

    private static synchronized <T> T find(
            CamelContext camelContext, Class<T> type, String remembered, Supplier<T> memory) {
        return bean(camelContext, type, remembered).orElseGet(() -> inMemory(camelContext, type, remembered, memory));
    }

    private static <T> Optional<T> bean(CamelContext camelContext, Class<T> type, String remembered) {
        Set<T> beans = camelContext.getRegistry().findByType(type);
        if (beans.size() > 1) {
            throw ConnectorException.of(
                            ConnectorErrors.CONFIGURATION,
                            "Camel's registry has " + beans.size() + " beans of type " + type.getName()
                                    + ", so that nobody can tell which of them remembers " + remembered
                                    + ". Leave one of them: "
                                    + String.join(
                                            ", ",
                                            camelContext
                                                    .getRegistry()
                                                    .findByTypeWithName(type)
                                                    .keySet())
                                    + ".")
                    .build();
        }
        return beans.stream().findFirst();
    }

    private static <T> T inMemory(CamelContext camelContext, Class<T> type, String remembered, Supplier<T> memory) {
        var extension = camelContext.getCamelContextExtension();
        T kept = extension.getContextPlugin(type);
        if (kept == null) {
            kept = memory.get();
            extension.addContextPlugin(type, kept);
            LOG.info(
                    "Consumers keep {} in memory, for there is no bean of type {}: it is lost with the process.",
                    remembered,
                    type.getName());
        }
        return kept;
    }
}

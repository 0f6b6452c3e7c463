/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.configuration.ConnectorSettings;

/** Makes connectors of type {@code event}. */
public final class EventConnectorFactory implements ConnectorFactory<EventConfiguration> {

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("event", "Events")
            .description("Publishes events and starts a route for each, in the process, in the store or over a broker.")
            .category(ConnectorMetadata.Category.MESSAGING)
            .tags("events", "reactive", "publish-subscribe", "messaging", "cloudevents")
            .aliases("events", "event-driven")
            .operations(EventOperations.ALL)
            .errors(EventErrors.ALL)
            .asynchronous()
            .requires("With 'durable' a store, such as that of serai-store; with 'over' the connector of a broker.")
            .documentation("components/event/README.md")
            .example("A bus in memory, one that outlives the process, and one over a broker", """
                    connectors:
                      - name: notices
                        type: event
                      - name: orders
                        type: event
                        durable: true
                        defaultSource: /shop/orders
                        retention: { age: 30d }
                      - name: shop-events
                        type: event
                        over: shop-mq
                        topic: shop
                    """)
            .example("An event is published", """
                    - route:
                        from:
                          uri: direct:order-placed
                          steps:
                            - setHeader:
                                name: CamelSeraiKey
                                simple: "${body[number]}"
                            - to: connector:orders/publish?type=order.placed
                    """)
            .example("A route for each large order; what it fails for three times is put aside", """
                    - route:
                        from:
                          uri: connector:orders/subscribe
                          parameters:
                            subscriber: billing
                            types: order.placed, order.changed
                            filter: ${body[total]} > 100
                          steps:
                            - to: log:billing
                    """)
            .build();

    @Override
    public ConnectorMetadata metadata() {
        return METADATA;
    }

    @Override
    public Class<EventConfiguration> configurationType() {
        return EventConfiguration.class;
    }

    @Override
    public Connector create(
            EventConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new EventConnector(configuration, settings, environment);
    }
}

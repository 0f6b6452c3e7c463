/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.connector.DiscoveringConnectorFactory;
import dev.serai.connector.configuration.ConnectorSettings;

/** Makes connectors of type {@code mongodb}. */
public final class MongoDbConnectorFactory implements DiscoveringConnectorFactory<MongoDbConfiguration> {

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("mongodb", "MongoDB")
            .description("Reads and changes the documents of a MongoDB database.")
            .category(ConnectorMetadata.Category.DATABASE)
            .tags("mongodb", "database", "documents", "nosql")
            .aliases("mongo")
            .operations(MongoDbOperations.ALL)
            .errors(MongoDbErrors.ALL)
            .asynchronous()
            .requires("A MongoDB server of version 4.2 or later. Transactions and change streams need a replica set.")
            .documentation("components/mongodb/README.md")
            .example("A replica set", """
                    connectors:
                      - name: crm
                        type: mongodb
                        description: Customers and their orders.
                        connection:
                          url: mongodb://a.example.com,b.example.com/crm?replicaSet=rs0
                          username: ${CRM_USER}
                          password: ${CRM_PASSWORD}
                          tls: { enabled: true }
                        options: { readPreference: secondaryPreferred, writeConcern: majority }
                    """)
            .example("Documents are added, changed by their key, and counted", """
                    - route:
                        from:
                          uri: direct:order
                          steps:
                            - to: { uri: "connector:crm/upsert", parameters: { collection: orders, keys: number } }
                            - to:
                                uri: connector:crm/update
                                parameters:
                                  collection: customers
                                  keys: customer
                                  update: '{"$inc": {"orders": 1}, "$set": {"last": ":#number"} }'
                            - to: { uri: "connector:crm/count", parameters: { collection: orders, filters.status: open } }
                    """)
            .example("A message for each document, also after a restart", """
                    - route:
                        from:
                          uri: connector:crm/stream
                          parameters: { resource: orders }
                          steps:
                            - to: log:orders
                    """)
            .build();

    @Override
    public ConnectorMetadata metadata() {
        return METADATA;
    }

    @Override
    public Class<MongoDbConfiguration> configurationType() {
        return MongoDbConfiguration.class;
    }

    @Override
    public DiscoveringConnector create(
            MongoDbConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new MongoDbConnector(settings.name(), configuration, environment);
    }
}

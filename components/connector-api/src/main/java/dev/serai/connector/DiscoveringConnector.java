/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** A connector that can say what its system holds now: types, tables, services. */
public interface DiscoveringConnector extends Connector {

    /**
     * Asks the system what it holds. The connector is connected.
     *
     * @return completes with what there is, what routes use first in front, or exceptionally with a
     *     {@link ConnectorException}
     */
    CompletionStage<List<DiscoveredResource>> discover();
}

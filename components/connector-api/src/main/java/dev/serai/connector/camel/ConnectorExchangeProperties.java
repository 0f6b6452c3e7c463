/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

/** Exchange properties through which an engine tells connectors about the call they are part of. */
public final class ConnectorExchangeProperties {

    /**
     * The key of the durable step that runs, a {@code String}. It stands only while the step runs, and wins over the
     * {@link ConnectorHeaders#IDEMPOTENCY_KEY} header, which belongs to the message as a whole.
     */
    public static final String STEP_IDEMPOTENCY_KEY = "CamelSeraiStepIdempotencyKey";

    /**
     * Is told of each operation that the durable step calls, before it is called: a {@code Consumer<Operation>}. It
     * stands only while a step runs whose endpoint was not known before.
     */
    public static final String STEP_CALLS = "CamelSeraiStepCalls";

    private ConnectorExchangeProperties() {}
}

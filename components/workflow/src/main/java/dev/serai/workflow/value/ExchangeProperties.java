/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import dev.serai.connector.camel.ConnectorExchangeProperties;
import java.util.Set;

/** Exchange properties by which the engine finds its way. They belong to one run, so they are never recorded. */
public final class ExchangeProperties {

    /** The execution that the exchange belongs to. */
    public static final String EXECUTION = "CamelSeraiExecution";

    /** The innermost frame of the step that runs. */
    public static final String FRAME = "CamelSeraiFrame";

    /** The key of the step that runs. */
    public static final String STEP = "CamelSeraiStep";

    /** The innermost loop that runs. */
    public static final String LOOP = "CamelSeraiLoop";

    static final Set<String> OWN =
            Set.of(EXECUTION, FRAME, STEP, LOOP, ConnectorExchangeProperties.STEP_IDEMPOTENCY_KEY);

    private ExchangeProperties() {}
}

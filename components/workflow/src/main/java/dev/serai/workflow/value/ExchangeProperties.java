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

    /** Finds out the value that is being recorded. */
    public static final String SOURCE = "CamelSeraiSource";

    /** Whether an idempotent consumer takes the message for a new one. */
    public static final String IS_NEW = "CamelSeraiIsNew";

    /** An idempotent consumer's key was taken by an earlier run. */
    public static final String TAKEN_BEFORE = "CamelSeraiTakenBefore";

    /** What must still be done to a message that was polled. */
    public static final String POLLED = "CamelSeraiPolled";

    /** The time limit of the step that runs, when it has one. */
    public static final String TIME_LIMIT = "CamelSeraiTimeLimit";

    static final Set<String> OWN = Set.of(
            EXECUTION,
            FRAME,
            STEP,
            LOOP,
            SOURCE,
            IS_NEW,
            TAKEN_BEFORE,
            POLLED,
            TIME_LIMIT,
            ConnectorExchangeProperties.STEP_IDEMPOTENCY_KEY);

    private ExchangeProperties() {}
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import dev.serai.connector.camel.ConnectorExchangeProperties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.ExchangePropertyKey;

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
            ConnectorExchangeProperties.STEP_CALLS,
            ConnectorExchangeProperties.STEP_IDEMPOTENCY_KEY);

    /** Where an exchange came from and how its run stands. One that begins a run of its own knows nothing of it. */
    private static final Set<String> OF_A_RUN = Stream.of(
                    ExchangePropertyKey.AGGREGATION_COMPLETE_ALL_GROUPS,
                    ExchangePropertyKey.AGGREGATION_COMPLETE_CURRENT_GROUP,
                    ExchangePropertyKey.CORRELATION_ID,
                    ExchangePropertyKey.ERRORHANDLER_BRIDGE,
                    ExchangePropertyKey.ERRORHANDLER_CIRCUIT_DETECTED,
                    ExchangePropertyKey.EXCEPTION_HANDLED,
                    ExchangePropertyKey.FAILURE_HANDLED,
                    ExchangePropertyKey.FATAL_FALLBACK_ERROR_HANDLER,
                    ExchangePropertyKey.ON_COMPLETION,
                    ExchangePropertyKey.ON_COMPLETION_ROUTE_IDS,
                    ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK,
                    ExchangePropertyKey.TRY_ROUTE_BLOCK,
                    ExchangePropertyKey.UNIT_OF_WORK_EXHAUSTED)
            .map(ExchangePropertyKey::getName)
            .collect(Collectors.toUnmodifiableSet());

    private ExchangeProperties() {}

    /** Whether a property is kept when an exchange is handed over to an execution of its own. */
    static boolean mayBeHandedOver(String name) {
        return !OWN.contains(name) && !OF_A_RUN.contains(name);
    }
}

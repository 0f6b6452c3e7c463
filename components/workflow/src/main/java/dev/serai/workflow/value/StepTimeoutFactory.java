/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import dev.serai.workflow.StepTimedOutException;
import java.util.Map;

/** Makes the failure of a step again whose time was over. */
final class StepTimeoutFactory implements FailureFactory<StepTimedOutException> {

    private static final String TIMEOUT = "timeout";

    @Override
    public Map<String, Object> details(StepTimedOutException failure) {
        return Map.of(TIMEOUT, failure.getTimeout());
    }

    @Override
    public StepTimedOutException create(String message, Throwable cause, Map<String, Object> details) {
        return new StepTimedOutException(null, (Long) details.get(TIMEOUT), message);
    }
}

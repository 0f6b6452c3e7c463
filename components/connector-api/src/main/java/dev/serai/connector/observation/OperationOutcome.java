/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.observation;

import dev.serai.connector.ConnectorException;
import java.time.Duration;

/**
 * How an operation ended.
 *
 * @param duration with all its repetitions
 * @param attempts how often the system was asked; 0 when the cache answered
 * @param failure null for a success
 */
public record OperationOutcome(Duration duration, int attempts, ConnectorException failure) {

    public boolean success() {
        return failure == null;
    }
}

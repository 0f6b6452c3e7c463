/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.connector.ConnectorException;
import dev.serai.workflow.UnrecoverableException;
import dev.serai.workflow.value.UnrecordableValueException;
import org.apache.camel.ValidationException;

/** Tells whether another attempt could go better than the one that failed. */
final class Recoverability {

    private Recoverability() {}

    static boolean isRecoverable(Throwable failure) {
        int depth = 0;
        for (Throwable at = failure; at != null && depth < 50; at = at.getCause()) {
            if (at instanceof ConnectorException known) {
                return known.recoverable();
            }
            if (at instanceof UnrecoverableException
                    || at instanceof UnrecordableValueException
                    || at instanceof ValidationException) {
                return false;
            }
            depth++;
        }
        return true;
    }
}

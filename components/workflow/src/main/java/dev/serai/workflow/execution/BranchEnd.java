/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import dev.serai.workflow.value.ExchangeProperties;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Notes that a branch ended with a failure that nothing inside it handled: a new attempt tries the branch again. */
final class BranchEnd extends SynchronizationAdapter {

    private final String branch;

    BranchEnd(String branch) {
        this.branch = branch;
    }

    @Override
    public void onFailure(Exchange exchange) {
        Execution execution = exchange.getProperty(ExchangeProperties.EXECUTION, Execution.class);
        Throwable failure = exchange.getException();
        if (execution != null && failure != null) {
            execution.journal().branchFailed(branch, failure);
        }
    }
}

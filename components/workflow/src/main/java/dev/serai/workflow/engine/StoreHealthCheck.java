/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.store.StoreCondition;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Shows through Camel's health API whether what executions do can be recorded. Asks nothing of the store itself. */
final class StoreHealthCheck implements HealthCheck {

    /** A commit that takes longer holds up everything. */
    static final Duration SLOW = Duration.ofSeconds(10);

    private final Supplier<StoreCondition> condition;
    private boolean enabled = true;

    StoreHealthCheck(Supplier<StoreCondition> condition) {
        this.condition = condition;
    }

    @Override
    public String getId() {
        return "workflow-store";
    }

    @Override
    public String getGroup() {
        return "serai";
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean value) {
        enabled = value;
    }

    @Override
    public Result call(Map<String, Object> options) {
        StoreCondition now = condition.get();
        HealthCheckResultBuilder result =
                HealthCheckResultBuilder.on(this).detail("store.waitingWrites", now.waiting());
        if (now.failure() != null) {
            return result.down().message(now.failure().getMessage()).build();
        }
        if (now.commitTakes().compareTo(SLOW) >= 0) {
            return result.down()
                    .message("The store has not finished a write for "
                            + now.commitTakes().toSeconds()
                            + " s; " + now.waiting()
                            + " more writes wait. Nothing is lost; look at its disk, or the database.")
                    .build();
        }
        return result.up().build();
    }
}

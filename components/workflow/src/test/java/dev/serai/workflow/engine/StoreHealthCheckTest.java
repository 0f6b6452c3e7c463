/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.store.StoreCondition;
import dev.serai.store.StoreException;
import java.time.Duration;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;

class StoreHealthCheckTest {

    @Test
    void aCommitThatDoesNotEndIsShown() {
        HealthCheck.Result result = result(new StoreCondition(null, 12, Duration.ofSeconds(11)));
        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getMessage().orElseThrow()).contains("11 s", "12 more writes wait");
    }

    @Test
    void aCommitUnderWayIsNoCauseForAlarm() {
        assertThat(result(new StoreCondition(null, 12, Duration.ofSeconds(9))).getState())
                .isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void aStoreThatCannotBeWrittenSaysWhy() {
        HealthCheck.Result result = result(new StoreCondition(new StoreException("no room"), 0, Duration.ZERO));
        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getMessage()).contains("no room");
    }

    private static HealthCheck.Result result(StoreCondition condition) {
        return new StoreHealthCheck(() -> condition).call();
    }
}

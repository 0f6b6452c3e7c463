/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.HealthCheckResult;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Shows a connector's health through Camel's health API, as readiness. Asks nothing of the system itself. */
final class ConnectorHealthCheck implements HealthCheck {

    private final DeclaredConnector connector;
    private boolean enabled = true;

    ConnectorHealthCheck(DeclaredConnector connector) {
        this.connector = connector;
    }

    @Override
    public String getId() {
        return "connector:" + connector.name();
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
        HealthCheckResult last = connector.health();
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this)
                .detail("connector.name", connector.name())
                .detail("connector.type", connector.metadata().type())
                .message(last.message());
        switch (last.status()) {
            case UP -> result.up();
            case DOWN -> result.down();
            case UNKNOWN -> result.unknown();
        }
        return result.build();
    }
}

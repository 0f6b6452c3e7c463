/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.schedule;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Starts routes at times. */
@Component("schedule")
public class ScheduleComponent extends DefaultComponent {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,99}";

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (!remaining.matches(NAME)) {
            throw new IllegalArgumentException("'" + remaining + "' cannot name a schedule. Expected up to 100 letters,"
                    + " digits, '.', '_' or '-', beginning with a letter or digit.");
        }
        ScheduleEndpoint endpoint = new ScheduleEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        endpoint.requireSchedule();
        return endpoint;
    }
}

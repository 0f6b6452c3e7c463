/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.connector.configuration.Option;
import dev.serai.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How a connector's subscriptions are made. */
record SubscriptionSettings(
        @Option("The path of the WebSocket under the base URL, by default that of 'endpoint'.")
        String endpoint,

        @Option(
                value = "What the connection begins with, a JSON object, for servers that want credentials there rather"
                        + " than in headers: {\"Authorization\": \"Bearer …\"}.",
                secret = true)
        String payload) {

    SubscriptionSettings {
        if (payload != null && !isObject(payload)) {
            throw new IllegalArgumentException("'subscriptions.payload' is not a JSON object.");
        }
    }

    private static boolean isObject(String text) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8)) instanceof Map;
        } catch (IOException e) {
            return false;
        }
    }

    /** Never shows the payload. */
    @Override
    public String toString() {
        return "SubscriptionSettings[endpoint=" + endpoint + ", payload=" + (payload == null ? "none" : "given") + "]";
    }
}

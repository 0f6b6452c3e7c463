/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.workflow.engine.StartRequest;
import dev.serai.workflow.journal.StartTerms;
import java.util.Map;

/**
 * A start as it lies in the store until the runtime carries it out.
 *
 * @param input the message, encoded
 * @param dueAt not before, in milliseconds since 1970; 0 for at once
 * @param key never null: what is carried out twice must start once
 * @param keyExpiresAt until when the key is known, in milliseconds since 1970
 * @param concurrencyKey null for none
 */
public record QueuedStart(
        String workflow,
        byte[] input,
        long dueAt,
        String key,
        long keyExpiresAt,
        int priority,
        String concurrencyKey,
        Map<String, String> labels) {

    private static final JsonMapper JSON = new JsonMapper();

    String format() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A start is always JSON.", e);
        }
    }

    /**
     * @throws IllegalArgumentException when it is no such text
     */
    public static QueuedStart parse(String text) {
        try {
            return JSON.readValue(text, QueuedStart.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The request is no start that this version knows.", e);
        }
    }

    public StartRequest request() {
        return new StartRequest(workflow, null, input, dueAt, terms());
    }

    StartTerms terms() {
        return StartTerms.DEFAULTS
                .withKey(key, keyExpiresAt)
                .withPriority(priority)
                .withConcurrencyKey(concurrencyKey)
                .withLabels(labels);
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an authorization server answered. Immutable; its text says nothing, because it holds secrets.
 *
 * @param accessToken the token
 * @param parameters the whole answer: {@code expires_in}, {@code scope}, and whatever else the server says
 * @param received when it came
 */
public record TokenAnswer(String accessToken, Map<String, Object> parameters, Instant received) {

    public TokenAnswer {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    @Override
    public String toString() {
        return "TokenAnswer[parameters=" + parameters.keySet() + ", received=" + received + "]";
    }
}

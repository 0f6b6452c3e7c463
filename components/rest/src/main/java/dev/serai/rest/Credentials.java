/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The header that shows who the connector is.
 *
 * @param header null when there is none
 * @param secrets every form of the secret that could show up in a reply
 */
record Credentials(String header, String value, List<String> secrets) {

    static Credentials of(RestConfiguration.Auth auth) {
        return switch (auth.type()) {
            case NONE -> new Credentials(null, null, List.of());
            case BASIC -> {
                String pair = auth.username() + ":" + auth.password();
                String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
                yield new Credentials("Authorization", "Basic " + encoded, List.of(encoded, auth.password()));
            }
            case BEARER -> new Credentials("Authorization", "Bearer " + auth.token(), List.of(auth.token()));
            case API_KEY -> new Credentials(auth.header(), auth.key(), List.of(auth.key()));
        };
    }

    @Override
    public String toString() {
        return "Credentials in " + header;
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    @ParameterizedTest
    @CsvSource({
        "http://h, '', /",
        "http://h/, '', /",
        "http://h/api/, '', /api",
        "http://h/api, /, /api/",
        "http://h/api, orders, /api/orders",
        "http://h/api, /orders/, /api/orders/",
        "http://h/api, /a/../b, /api/b",
        "http://h/api, /a/./b, /api/a/b",
        "http://h/api, /grün, /api/gr%C3%BCn",
        "http://h/api, /a%2Fb, /api/a%2Fb",
        "http://h/api, a:b/c, /api/a:b/c",
        "http://h, a:b/c, /a:b/c",
        "http://h/api, /search?q={term}, /api/search?q=x%20%26%2Fy",
        "http://h/api, '?a=1', '/api?a=1'",
        "http://h/api, /{term}, /api/x%20%26%2Fy",
    })
    void staysUnderTheBaseUrl(String base, String endpoint, String expected) {
        assertThat(new RequestTarget(URI.create(base)).resolve(endpoint, null, Map.of("term", "x &/y")::get))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../x",
                "/../x",
                "/a/../../x",
                "/%2e%2e/x",
                "/.%2E/x",
                "/a/%2e%2E",
                "//evil.example",
                "https://evil.example",
                "HTTP://evil.example",
                "\\\\evil.example",
                "/a\\..\\b",
                "/a#b",
                "/a b",
                "/a%zz",
                "/{dots}/x",
                "/{empty}",
            })
    void refusesWhatWouldLeaveIt(String endpoint) {
        Map<String, Object> values = Map.of("dots", "..", "empty", "");
        for (String base : new String[] {"http://h/api", "http://h"}) {
            assertThatThrownBy(() -> new RequestTarget(URI.create(base)).resolve(endpoint, null, values::get))
                    .as(base)
                    .hasMessageStartingWith("SERAI-REST-011: ");
        }
    }

    @ParameterizedTest
    @CsvSource({"a=1&b={v}, a=1&b=%23%26", "'', ''", "x={v}, x=%23%26"})
    void fillsTheQuery(String query, String expected) {
        assertThat(new RequestTarget(URI.create("http://h")).resolve("/p", query, Map.of("v", "#&")::get))
                .isEqualTo(expected.isEmpty() ? "/p" : "/p?" + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/orders, orders",
        "orders/7, orders",
        "/orders/{id}/items?x=1, orders",
        "'', ",
        "/{kind}/7, ",
        "/a/../orders, ",
        "/%6Frders, "
    })
    void theFirstSegmentNamesTheResource(String endpoint, String resource) {
        assertThat(RequestTarget.resource(endpoint)).isEqualTo(Optional.ofNullable(resource));
    }
}

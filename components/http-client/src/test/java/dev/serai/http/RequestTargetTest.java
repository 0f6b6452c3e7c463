/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
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
        "http://h/api, /orders//{term}, /api/orders/x%20%26%2Fy",
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
        assertThat(targets(base).resolve(endpoint, null, Map.of("term", "x &/y")::get))
                .isEqualTo(new HttpTarget(new Origin(false, "h", 80), expected));
    }

    private static RequestTarget targets(String base) {
        URI url = URI.create(base);
        return new RequestTarget(
                url, new Origins(Origin.of(url), List.of(Origin.ofSetting("https://files.example.com"))));
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/other/a?b=c, http://h, /other/a?b=c",
        "HTTP://H:80/x, http://h, /x",
        "https://files.example.com/{term}, https://files.example.com, /x%20%26%2Fy",
        "https://files.example.com, https://files.example.com, /",
    })
    void absoluteUrlsReachAllowedOrigins(String endpoint, String origin, String uri) {
        HttpTarget target = targets("http://h/api").resolve(endpoint, null, Map.of("term", "x &/y")::get);
        assertThat(target.origin()).hasToString(origin);
        assertThat(target.uri()).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource({
        "?page=2, http://h, /api/list?page=2",
        "/next, http://h, /next",
        "https://files.example.com/n?x=%20, https://files.example.com, /n?x=%20",
    })
    void linksAreRelativeToWhatGaveThem(String link, String origin, String uri) {
        HttpTarget from = new HttpTarget(new Origin(false, "h", 80), "/api/list?page=1");
        HttpTarget target = targets("http://h/api").link(from, link);
        assertThat(target.origin()).hasToString(origin);
        assertThat(target.uri()).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/x",
                "http://h:81/x",
                "http://evil.example",
                "//evil.example/x",
                "ftp://h/x",
                "http://u@h/"
            })
    void linksThatLeadAwayAreRefused(String link) {
        HttpTarget from = new HttpTarget(new Origin(false, "h", 80), "/api/list");
        assertThatThrownBy(() -> targets("http://h/api").link(from, link)).hasMessageStartingWith("SERAI-HTTP-011: ");
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
                "http://h.evil.example/x",
                "http://h@evil.example/x",
                "http://h:8080/x",
                "https://h/x",
                "HTTP://evil.example",
                "\\\\evil.example",
                "/a\\..\\b",
                "/a#b",
                "/a b",
                "/a%zz",
                "/a{b",
                "/a}b",
                "/{dots}/x",
                "/{empty}",
            })
    void refusesWhatWouldLeaveIt(String endpoint) {
        Map<String, Object> values = Map.of("dots", "..", "empty", "");
        for (String base : new String[] {"http://h/api", "http://h"}) {
            assertThatThrownBy(() -> targets(base).resolve(endpoint, null, values::get))
                    .as(base)
                    .hasMessageStartingWith("SERAI-HTTP-011: ");
        }
    }

    @ParameterizedTest
    @CsvSource({"a=1&b={v}, a=1&b=%23%26", "'', ''", "x={v}, x=%23%26"})
    void fillsTheQuery(String query, String expected) {
        assertThat(targets("http://h").resolve("/p", query, Map.of("v", "#&")::get))
                .extracting(HttpTarget::uri)
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

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.cookie.Cookie;
import org.apache.hc.client5.http.cookie.CookieOrigin;
import org.apache.hc.client5.http.cookie.CookieSpec;
import org.apache.hc.client5.http.cookie.CookieStore;
import org.apache.hc.client5.http.cookie.MalformedCookieException;
import org.apache.hc.client5.http.impl.cookie.RFC6265LaxSpec;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * The cookies of one connector, by RFC 6265, but that none leaves the host that set it, whatever its domain is. They are
 * kept in memory. Thread-safe.
 */
final class Cookies {

    /** Of one host; more than that no API sets on purpose. */
    private static final int MOST = 100;

    private final CookieSpec rules = new RFC6265LaxSpec();
    private final Map<String, CookieStore> hosts = new ConcurrentHashMap<>();

    /** Adds those that a request takes along. A cookie that the call itself gives wins. */
    void give(HttpTarget to, MultiMap headers) {
        CookieStore store = hosts.get(to.origin().host());
        if (store == null) {
            return;
        }
        store.clearExpired(Instant.now());
        String own = headers.get(HttpHeaders.COOKIE);
        Set<String> given = names(own);
        CookieOrigin origin = origin(to);
        List<Cookie> cookies = store.getCookies().stream()
                .filter(cookie -> rules.match(cookie, origin) && !given.contains(cookie.getName()))
                .collect(Collectors.toList());
        if (!cookies.isEmpty()) {
            String kept = rules.formatCookies(cookies).get(0).getValue();
            headers.set(HttpHeaders.COOKIE, own == null ? kept : own + "; " + kept);
        }
    }

    private static Set<String> names(String header) {
        return header == null
                ? Set.of()
                : Stream.of(header.split(";"))
                        .map(pair -> pair.split("=", 2)[0].strip())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Keeps those that a reply sets. One that is not right, or of another domain, is none, as RFC 6265 has it. */
    void take(HttpTarget from, MultiMap headers) {
        CookieOrigin origin = origin(from);
        for (String header : headers.getAll(HttpHeaders.SET_COOKIE)) {
            try {
                for (Cookie cookie : rules.parse(new BasicHeader("Set-Cookie", header), origin)) {
                    rules.validate(cookie, origin);
                    keep(from.origin().host(), cookie);
                }
            } catch (MalformedCookieException e) {
                // Then there is nothing to keep.
            }
        }
    }

    private void keep(String host, Cookie cookie) {
        CookieStore store = hosts.computeIfAbsent(host, name -> new BasicCookieStore());
        boolean full = store.getCookies().size() >= MOST
                && store.getCookies().stream()
                        .noneMatch(known -> known.getName().equals(cookie.getName()));
        if (!full) {
            store.addCookie(cookie);
        }
    }

    private static CookieOrigin origin(HttpTarget target) {
        String path = target.uri().split("\\?", 2)[0];
        return new CookieOrigin(
                target.origin().host(),
                target.origin().port(),
                path,
                target.origin().tls());
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a redirect leads, by RFC 9110, section 15.4. A call that changes something follows only those that say what
 * becomes of its method: 303, 307 and 308.
 */
final class Redirect {

    private Redirect() {}

    /** Whether a status asks for another request. */
    static boolean isAsked(HttpClientResponse response) {
        int status = response.statusCode();
        boolean redirects = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        return redirects && response.getHeader("Location") != null;
    }

    /**
     * The request that a redirect asks for.
     *
     * @return null when the call must not follow it, so that the redirect is its answer
     */
    static HttpRequest next(HttpRequest request, HttpClientResponse response) {
        boolean reading =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        boolean same = response.statusCode() == 307 || response.statusCode() == 308 || reading;
        if ((!same && response.statusCode() != 303)
                || (same && !request.content().repeatable())) {
            return null;
        }
        HttpTarget target = target(request.target(), response.getHeader("Location"));
        if (target == null) {
            return null;
        }
        return new HttpRequest(
                same ? request.method() : HttpMethod.GET,
                target,
                headers(request, target),
                same ? request.content() : RequestContent.Whole.NONE,
                request.timeout(),
                request.streamed());
    }

    /** What a call itself says of who it is goes to whom it was meant for. */
    private static MultiMap headers(HttpRequest request, HttpTarget target) {
        return target.origin().equals(request.target().origin())
                ? request.headers()
                : HttpHeaders.headers()
                        .addAll(request.headers())
                        .remove(HttpHeaders.AUTHORIZATION)
                        .remove(HttpHeaders.COOKIE);
    }

    private static HttpTarget target(HttpTarget from, String location) {
        try {
            return RequestTarget.ofUri(RequestTarget.absolute(from, new URI(location)));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }
}

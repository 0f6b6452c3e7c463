/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.PathTemplate;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Works out the path and query of a request. Whatever the values are that fill it, the result lies under the base URL:
 * values are encoded, so that they cannot bring in a slash, and a path that climbs out is refused.
 */
public final class RequestTarget {

    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
    private static final Pattern ENCODED_DOT = Pattern.compile("%2e", Pattern.CASE_INSENSITIVE);

    private final Origin origin;
    private final Origins origins;
    private final String basePath;

    /** @param baseUrl whose path every relative target lies under */
    public RequestTarget(URI baseUrl, Origins origins) {
        this.origin = Origin.of(baseUrl);
        this.origins = origins;
        String path = baseUrl.normalize().toASCIIString();
        String rawPath = URI.create(path).getRawPath();
        this.basePath = rawPath.endsWith("/") ? rawPath.substring(0, rawPath.length() - 1) : rawPath;
    }

    /**
     * @param endpoint the path under the base URL, perhaps with a query; or an absolute URL of an allowed origin
     * @param query a map, text, or null
     * @param parameters gives a {@code {param}}'s value by name
     * @throws ConnectorException when it leads where no call may go, or a parameter has no value
     */
    public HttpTarget resolve(String endpoint, Object query, Function<String, Object> parameters) {
        if (endpoint.startsWith("//") || endpoint.contains("\\")) {
            throw refused("The endpoint '" + endpoint + "' must be a path under the base URL, such as /orders/{id}.");
        }
        boolean absolute =
                endpoint.contains("://") && ABSOLUTE.matcher(endpoint).matches();
        Origin to = absolute ? allowed(endpoint) : origin;
        String given = absolute ? afterOrigin(endpoint) : endpoint;
        int mark = given.indexOf('?');
        String pathTemplate = mark < 0 ? given : given.substring(0, mark);
        String path = path(
                absolute ? "" : basePath,
                pathTemplate,
                PathTemplate.fill(pathTemplate, parameters, value -> encodedSegment(pathTemplate, value)));
        List<String> queries = new ArrayList<>();
        if (mark >= 0) {
            queries.add(filledQuery(given.substring(mark + 1), parameters));
        }
        if (query instanceof Map<?, ?> map) {
            map.forEach((name, value) -> addPairs(queries, String.valueOf(name), value));
        } else if (query != null) {
            queries.add(filledQuery(query.toString(), parameters));
        }
        queries.removeIf(String::isEmpty);
        return new HttpTarget(to, queries.isEmpty() ? path : path + "?" + String.join("&", queries));
    }

    /** The same path and query with more pairs at its end. */
    static String with(String target, Map<String, ?> pairs) {
        if (pairs.isEmpty()) {
            return target;
        }
        List<String> queries = new ArrayList<>();
        pairs.forEach((name, value) -> addPairs(queries, name, value));
        return target + (target.contains("?") ? "&" : "?") + String.join("&", queries);
    }

    /**
     * Names what an endpoint reads or changes: its first segment, {@code orders} for {@code /orders/{id}/items}.
     *
     * @return empty when that cannot be told from its text
     */
    public static Optional<String> resource(String endpoint) {
        String path = endpoint.split("\\?", 2)[0];
        String[] segments = path.split("/");
        if (path.contains("%")
                || List.of(segments).contains("..")
                || List.of(segments).contains(".")) {
            return Optional.empty();
        }
        return Stream.of(segments)
                .filter(segment -> !segment.isEmpty())
                .findFirst()
                .filter(segment -> !segment.contains("{"));
    }

    private Origin allowed(String url) {
        int end = originEnd(url);
        Origin named = Origin.of(requireHttp(parsed(url.substring(0, end), "endpoint", url), url));
        if (!origins.allow(named)) {
            throw refused("The endpoint '" + url + "' leaves " + origin + ". To allow that, add '" + named
                    + "' to 'connection.allowedOrigins'.");
        }
        return named;
    }

    private static URI requireHttp(URI uri, String endpoint) {
        if (!Origin.isHttp(uri) || uri.getRawUserInfo() != null) {
            throw refused("The endpoint '" + endpoint + "' must be a path under the base URL, or an http or https URL"
                    + " without credentials.");
        }
        return uri;
    }

    private static String afterOrigin(String url) {
        return url.substring(originEnd(url));
    }

    private static int originEnd(String url) {
        int end = url.indexOf("://") + 3;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** By RFC 3986, section 5.2; Java's own resolving takes the last segment from under a reference that is only a query. */
    static URI absolute(HttpTarget from, URI reference) {
        URI base = URI.create(from.origin() + from.uri());
        boolean queryOnly = reference.getRawPath() != null
                && reference.getRawPath().isEmpty()
                && reference.getRawQuery() != null
                && reference.getRawAuthority() == null;
        return queryOnly
                ? URI.create(from.origin() + base.getRawPath() + "?" + reference.getRawQuery())
                : base.resolve(reference);
    }

    /** @param uri absolute; null for one that is not http or https */
    static HttpTarget ofUri(URI uri) {
        if (!Origin.isHttp(uri) || uri.getRawUserInfo() != null) {
            return null;
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new HttpTarget(Origin.of(uri), uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }

    /**
     * What a reply's link leads to.
     *
     * @param from what gave the link, which may be relative to it
     * @throws ConnectorException when it is no URL, or leads where no call may go
     */
    public HttpTarget link(HttpTarget from, String link) {
        HttpTarget target = ofUri(absolute(from, parsed(link, "link", link)));
        if (target == null) {
            throw refused("The link '" + link + "' is no http or https URL.");
        }
        if (!origins.allow(target.origin())) {
            throw refused("The link to '" + target.origin() + "' leaves " + origin + ". To allow that, add '"
                    + target.origin() + "' to 'connection.allowedOrigins'.");
        }
        return target;
    }

    private String path(String below, String template, String filled) {
        if (filled.isEmpty()) {
            return below.isEmpty() ? "/" : below;
        }
        String given = below + (filled.startsWith("/") ? "" : "/") + filled;
        if (isPlain(template, filled)) {
            return given;
        }
        URI uri = parsed(given, "endpoint", template);
        String path = uri.normalize().getRawPath();
        if (uri.getRawFragment() != null || !path.startsWith(below + "/") || hasDotSegment(path)) {
            throw refused("The endpoint '" + template + "' leaves the base URL, or holds a '#'."
                    + " Calls stay under 'connection.url'.");
        }
        return path;
    }

    /** Whether there is nothing to normalise or to refuse; the values in it are encoded, and so cannot bring it in. */
    private static boolean isPlain(String template, String filled) {
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && "/{}-_".indexOf(c) < 0) {
                return false;
            }
        }
        return filled.indexOf('.') < 0 && filled.indexOf('{') < 0 && filled.indexOf('}') < 0 && !filled.contains("//");
    }

    /** Servers read {@code %2e%2e} as {@code ..}, which normalising does not. */
    private static boolean hasDotSegment(String path) {
        for (String segment : path.split("/", -1)) {
            String decoded = segment.indexOf('%') < 0
                    ? segment
                    : ENCODED_DOT.matcher(segment).replaceAll(".");
            if (decoded.equals(".") || decoded.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static String filledQuery(String template, Function<String, Object> parameters) {
        String filled = PathTemplate.fill(template, parameters, RequestTarget::encoded);
        URI uri = parsed("/?" + filled, "query", template);
        if (uri.getRawFragment() != null) {
            throw refused("The query '" + template + "' holds a '#'. Write %23 for it.");
        }
        return uri.getRawQuery();
    }

    private static URI parsed(String text, String what, String template) {
        try {
            return new URI(new URI(text).toASCIIString());
        } catch (URISyntaxException e) {
            throw refused("The " + what + " '" + template + "' holds a character that must be percent-encoded, such as"
                    + " %20 for a space: " + e.getReason() + ".");
        }
    }

    static void addPairs(List<String> queries, String name, Object value) {
        if (value instanceof Collection<?> values) {
            values.forEach(one -> addPairs(queries, name, one));
        } else if (value != null) {
            queries.add(encoded(name) + "=" + encoded(value.toString()));
        }
    }

    private static String encodedSegment(String template, String value) {
        if (value.isEmpty() || value.equals(".") || value.equals("..")) {
            throw refused("The endpoint '" + template + "' cannot be filled with '" + value
                    + "': an empty value or dots would make it another path.");
        }
        return encoded(value);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static ConnectorException refused(String sentence) {
        return ConnectorException.of(HttpErrors.TARGET_REFUSED, sentence).build();
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import dev.serai.connector.FetchRequest.Pagination;
import dev.serai.connector.FetchResponse;
import dev.serai.http.HttpErrors;
import dev.serai.http.HttpReply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How pages are asked for and read. The cursor of a page says all that is needed to ask for it: an offset, a number, the
 * API's own cursor, or a URL.
 */
final class Pages {

    private static final Configuration PATHS =
            Configuration.defaultConfiguration().addOptions(Option.SUPPRESS_EXCEPTIONS);

    private final PaginationSettings settings;

    Pages(PaginationSettings settings) {
        this.settings = settings;
    }

    /** Whether the cursor of a page is the URL to ask for it. */
    boolean cursorIsUrl() {
        return settings.strategy() == PaginationSettings.Strategy.LINK
                || settings.strategy() == PaginationSettings.Strategy.NEXT_URL;
    }

    /** The parameters that ask for a page. */
    Map<String, Object> parameters(Pagination page) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        switch (settings.strategy()) {
            case OFFSET -> {
                parameters.put(settings.offsetParameter(), offset(page));
                parameters.put(settings.sizeName(), page.limit());
            }
            case PAGE -> {
                parameters.put(settings.pageParameter(), number(page));
                parameters.put(settings.sizeName(), page.limit());
            }
            case CURSOR -> {
                page.cursor().ifPresent(cursor -> parameters.put(settings.cursorParameter(), cursor));
                parameters.put(settings.sizeName(), page.limit());
            }
            case LINK, NEXT_URL -> {
                if (page.cursor().isEmpty() && settings.sizeParameter() != null) {
                    parameters.put(settings.sizeName(), page.limit());
                }
            }
            case NONE -> {}
        }
        return parameters;
    }

    /** @throws ConnectorException when the strategy has no way to leave records out */
    void requireAskable(Pagination page) {
        boolean skips = settings.strategy() == PaginationSettings.Strategy.OFFSET
                || (settings.strategy() == PaginationSettings.Strategy.PAGE && page.offset() % page.limit() == 0);
        if (page.offset() > 0 && !skips) {
            throw ConnectorException.of(
                            HttpErrors.PAGE_REFUSED,
                            "Pages by '" + settings.strategy().name().toLowerCase(java.util.Locale.ROOT)
                                    + "' cannot leave out " + page.offset()
                                    + " records. Go on with the cursor of the page before, or, with pages by number,"
                                    + " leave out a multiple of the limit.")
                    .build();
        }
    }

    private static long offset(Pagination page) {
        return page.cursor().map(Pages::whole).orElse(page.offset());
    }

    private long number(Pagination page) {
        return page.cursor().map(Pages::whole).orElse(settings.firstPage() + page.offset() / page.limit());
    }

    private static long whole(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw ConnectorException.of(
                            HttpErrors.PAGE_REFUSED,
                            "The cursor '" + cursor + "' is none of this connector's. Give the header"
                                    + " CamelSeraiNextCursor of the page before.")
                    .build();
        }
    }

    /**
     * Reads a page.
     *
     * @param body the reply's, read as JSON
     * @throws ConnectorException when there are no records where they should be, or the next page is this one again
     */
    FetchResponse read(Pagination asked, HttpReply reply, Object body) {
        List<DataRecord> records = records(body);
        OptionalLong total = total(body);
        Optional<String> next = next(asked, reply, body, records.size(), total);
        if (next.isPresent() && next.equals(asked.cursor())) {
            throw ConnectorException.of(
                            HttpErrors.PAGE_REFUSED,
                            "The page with the cursor '" + next.get() + "' names itself as the next one, so that the"
                                    + " list would never end. Check 'pagination' of the connector.")
                    .build();
        }
        return new FetchResponse(records, total, next, Map.of("status", reply.status()));
    }

    private List<DataRecord> records(Object body) {
        Object found = body == null ? List.of() : at(body, settings.recordsPath());
        if (!(found instanceof List<?> list)) {
            throw ConnectorException.of(
                            HttpErrors.PAGE_REFUSED,
                            "The reply has no list at '" + settings.recordsPath() + "'"
                                    + (body instanceof Map<?, ?> map ? "; it has " + map.keySet() : "")
                                    + ". Set 'pagination.recordsPath'.")
                    .build();
        }
        List<DataRecord> records = new ArrayList<>();
        for (Object element : list) {
            Map<String, Object> data = new LinkedHashMap<>();
            if (element instanceof Map<?, ?> map) {
                map.forEach((name, value) -> data.put(String.valueOf(name), value));
            } else {
                data.put("value", element);
            }
            Object id = data.get(settings.idField());
            records.add(new DataRecord(id == null ? String.valueOf(records.size()) : id.toString(), data, Map.of()));
        }
        return records;
    }

    private static Object at(Object body, String path) {
        return JsonPath.using(PATHS).parse(body).read(path);
    }

    private OptionalLong total(Object body) {
        Object total = settings.totalPath() == null || body == null ? null : at(body, settings.totalPath());
        return total instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    private Optional<String> next(Pagination asked, HttpReply reply, Object body, int count, OptionalLong total) {
        return switch (settings.strategy()) {
            case NONE -> Optional.empty();
            case OFFSET -> {
                long after = offset(asked) + count;
                yield mayFollow(asked, count, after, total) ? Optional.of(Long.toString(after)) : Optional.empty();
            }
            case PAGE -> {
                long after = (number(asked) - settings.firstPage()) * asked.limit() + count;
                yield mayFollow(asked, count, after, total)
                        ? Optional.of(Long.toString(number(asked) + 1))
                        : Optional.empty();
            }
            case CURSOR ->
                text(
                        settings.cursorHeader() == null
                                ? body == null ? null : at(body, settings.cursorPlace())
                                : reply.headers().get(settings.cursorHeader()));
            case LINK -> LinkHeader.target(reply.headers().getAll("Link"), "next");
            case NEXT_URL -> text(body == null ? null : at(body, settings.nextUrlPath()));
        };
    }

    /** A page that is not full is the last one, unless the API says how many records there are. */
    private static boolean mayFollow(Pagination asked, int count, long after, OptionalLong total) {
        return count > 0 && (total.isPresent() ? after < total.getAsLong() : count >= asked.limit());
    }

    private static Optional<String> text(Object value) {
        return value == null || value.toString().isEmpty() ? Optional.empty() : Optional.of(value.toString());
    }
}

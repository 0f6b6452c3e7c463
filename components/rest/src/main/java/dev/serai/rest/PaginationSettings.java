/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import dev.serai.connector.configuration.Option;

/** How an API gives long lists, page by page. Paths are JSON paths into a page, such as {@code $.data.items}. */
record PaginationSettings(
        @Option(
                value =
                        "How the next page is asked for: none (one page is all), offset (how many records to leave out),"
                                + " page (its number), cursor (a text that the page before gave), link (the header Link with"
                                + " rel=\"next\"), or nextUrl (a URL in the page before).",
                defaultValue = "none")
        Strategy strategy,

        @Option(value = "Where a page has its records; $ is the whole page.", defaultValue = "$")
        String recordsPath,

        @Option("Where a page says how many records there are in all.")
        String totalPath,

        @Option("For cursor: where a page has the next one's cursor. By default $.next_cursor.")
        String cursorPath,

        @Option("For cursor: the header in which a reply has the next page's cursor, instead of a path.")
        String cursorHeader,

        @Option(value = "For nextUrl: where a page has the next one's URL.", defaultValue = "$.next")
        String nextUrlPath,

        @Option(value = "The field that names a record.", defaultValue = "id")
        String idField,

        @Option(value = "For offset: the parameter that says how many records to leave out.", defaultValue = "offset")
        String offsetParameter,

        @Option(value = "For page: the parameter with the page's number.", defaultValue = "page")
        String pageParameter,

        @Option(value = "For page: the first page's number.", defaultValue = "1", min = "0", max = "1")
        int firstPage,

        @Option(value = "For cursor: the parameter with the cursor.", defaultValue = "cursor")
        String cursorParameter,

        @Option("The parameter that says how large a page is: by default per_page for page, else limit.")
        String sizeParameter,

        @Option(value = "How many records a page of a stream has.", defaultValue = "100", min = "1", max = "100000")
        int pageSize,

        @Option(
                value = "How many pages one poll of a stream reads at most; the next poll goes on there.",
                defaultValue = "10000",
                min = "1",
                max = "1000000")
        int maxPages) {

    /** How the next page is asked for. */
    enum Strategy {
        NONE,
        OFFSET,
        PAGE,
        CURSOR,
        LINK,
        NEXT_URL
    }

    PaginationSettings {
        requirePath("recordsPath", recordsPath);
        requirePath("totalPath", totalPath);
        requirePath("cursorPath", cursorPath);
        requirePath("nextUrlPath", nextUrlPath);
        if (cursorPath != null && cursorHeader != null) {
            throw new IllegalArgumentException(
                    "'pagination.cursorPath' and 'pagination.cursorHeader' exclude each other: give one.");
        }
    }

    private static void requirePath(String option, String path) {
        if (path == null) {
            return;
        }
        try {
            if (!JsonPath.compile(path).isDefinite()) {
                throw new IllegalArgumentException("'pagination." + option + "' must lead to one place, unlike '" + path
                        + "'. Write it without wildcards and filters, such as $.data.items.");
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'pagination." + option + "' is not a JSON path: " + e.getMessage()
                    + " Write it like $.data.items.");
        }
    }

    String sizeName() {
        return sizeParameter != null ? sizeParameter : strategy == Strategy.PAGE ? "per_page" : "limit";
    }

    String cursorPlace() {
        return cursorPath == null ? "$.next_cursor" : cursorPath;
    }
}

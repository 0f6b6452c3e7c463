/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the header {@code Link} by RFC 8288, appendix B. What is not written as it should be ends the reading; the links
 * before it count.
 */
final class LinkHeader {

    private static final String SPACE = " \t";

    private final String text;
    private int at;

    private LinkHeader(String text) {
        this.text = text;
    }

    /**
     * A link.
     *
     * @param target as it is written, perhaps relative
     * @param relations in small letters, such as {@code next}
     * @param ofThisReply whether it leads from this reply, and not from another resource that it names
     */
    record Link(String target, List<String> relations, boolean ofThisReply) {}

    /** The target of the first link that leads from this reply by a relation. */
    static Optional<String> target(List<String> headers, String relation) {
        return headers.stream()
                .flatMap(header -> links(header).stream())
                .filter(link -> link.ofThisReply() && link.relations().contains(relation))
                .map(Link::target)
                .findFirst();
    }

    /** All links of a header, in order. */
    static List<Link> links(String header) {
        return new LinkHeader(header).links();
    }

    private List<Link> links() {
        List<Link> links = new ArrayList<>();
        skip(SPACE + ",");
        while (skipOne('<')) {
            String target = upTo(">");
            if (!skipOne('>')) {
                break;
            }
            links.add(link(target));
            skip(SPACE + ",");
        }
        return links;
    }

    /** The first parameter of a name counts. */
    private Link link(String target) {
        String relations = null;
        boolean ofThisReply = true;
        skip(SPACE);
        while (skipOne(';')) {
            skip(SPACE);
            String name = upTo(SPACE + "=;,").toLowerCase(Locale.ROOT);
            skip(SPACE);
            String value = skipOne('=') ? value() : "";
            skip(SPACE);
            if (name.equals("rel") && relations == null) {
                relations = value;
            } else if (name.equals("anchor")) {
                ofThisReply = false;
            }
        }
        List<String> words = relations == null
                ? List.of()
                : Stream.of(relations.toLowerCase(Locale.ROOT).split("[ \t]+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
        return new Link(target, words, ofThisReply);
    }

    private String value() {
        skip(SPACE);
        return skipOne('"') ? quoted() : upTo(SPACE + ";,");
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        while (at < text.length() && !skipOne('"')) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
            at++;
        }
        return value.toString();
    }

    private String upTo(String ends) {
        int from = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private void skip(String characters) {
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean skipOne(char character) {
        boolean there = at < text.length() && text.charAt(at) == character;
        if (there) {
            at++;
        }
        return there;
    }
}

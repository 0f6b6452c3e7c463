/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts as the query of an endpoint's URI holds them. Camel reads {@code +}, {@code %} and {@code &} of a query as a URL's,
 * unless they stand in {@code RAW(…)}. Even there it leaves out the ends of lines and refuses other control characters:
 * Unicode's pictures of them, from {@code U+2400} on, stand in their places.
 */
public final class EndpointText {

    private static final char PICTURES = '\u2400';

    /** What Camel would read otherwise, or may insert something of that kind in. */
    private static final Pattern NOT_PLAIN = Pattern.compile("[+%&#\\x00-\\x1f]|\\{\\{|\\$\\{");

    /** A reference to a bean, or an option that is left out when its placeholder has no value. */
    private static final Pattern REFERENCE = Pattern.compile("#.*|\\{\\{\\?[^{}]*}}", Pattern.DOTALL);

    private static final Pattern RAW = Pattern.compile("RAW\\(.*\\)|RAW\\{.*}", Pattern.DOTALL);
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f]");
    private static final Pattern PICTURE = Pattern.compile("[\u2400-\u241f]");

    private EndpointText() {}

    /**
     * A text so that it arrives at a connector as it is; what stands in {@code RAW} already, as Camel reads it. References
     * stay.
     *
     * @throws IllegalArgumentException when no form of a URI holds the text
     */
    public static String written(String text) {
        Matcher picture = PICTURE.matcher(text);
        if (picture.find()) {
            throw new IllegalArgumentException("The character " + picture.group()
                    + " cannot stand in an option: in URIs it stands for a control character.");
        }
        if (REFERENCE.matcher(text).matches() || !NOT_PLAIN.matcher(text).find()) {
            return text;
        }
        String line = shifted(text, CONTROL, PICTURES);
        if (RAW.matcher(text).matches()) {
            return line;
        }
        if (!text.contains(")&")) {
            return "RAW(" + line + ")";
        }
        if (!text.contains("}&")) {
            return "RAW{" + line + "}";
        }
        throw new IllegalArgumentException(
                "An option cannot hold both ')&' and '}&'. Write a space before one '&', or give the text by a header.");
    }

    /** Puts the control characters back. */
    static void read(Map<String, Object> parameters) {
        parameters.replaceAll((name, value) ->
                value instanceof String text && PICTURE.matcher(text).find()
                        ? shifted(text, PICTURE, -PICTURES)
                        : value);
    }

    private static String shifted(String text, Pattern characters, int distance) {
        return characters
                .matcher(text)
                .replaceAll(found -> String.valueOf((char) (found.group().charAt(0) + distance)));
    }
}

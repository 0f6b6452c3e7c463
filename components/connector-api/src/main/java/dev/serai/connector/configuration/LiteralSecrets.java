/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import dev.serai.connector.Redaction;
import java.util.regex.Pattern;

/** Finds secrets that stand inside other values, such as a URL with a password. References are none. */
public final class LiteralSecrets {

    private static final String LITERAL = "(?![$]\\{|\\{\\{)[^&;\\s]+";

    private static final Pattern PARAMETER = Pattern.compile(
            "([?&;:](?:password|passwd|pwd|secret|token|access_?token|api_?key|client_?secret"
                    + "|x-amz-signature|x-amz-security-token)=)" + LITERAL,
            Pattern.CASE_INSENSITIVE);

    /** As in {@code https://user:password@host}. */
    private static final Pattern USER_INFO = Pattern.compile("(://[^/@\\s:]*:)" + "(?![$]\\{|\\{\\{)[^/@\\s]+(?=@)");

    private LiteralSecrets() {}

    /** The text with every such secret masked. */
    public static String masked(String text) {
        String replacement = "$1" + Redaction.MASK;
        return USER_INFO
                .matcher(PARAMETER.matcher(text).replaceAll(replacement))
                .replaceAll(replacement);
    }

    /** Whether a text holds a secret that anybody can read. */
    public static boolean standIn(String text) {
        return PARAMETER.matcher(text).find() || USER_INFO.matcher(text).find();
    }
}

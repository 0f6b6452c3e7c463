/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

/**
 * What an operation sends.
 *
 * @param contentType of what is sent
 * @param schema what it must be like, or null when the document does not say, or it is no JSON
 */
public record DescribedBody(String contentType, BodySchema schema) {

    static final String FORM = "application/x-www-form-urlencoded";
    static final String MULTIPART = "multipart/form-data";

    /** Fields of a form. */
    public boolean isForm() {
        return contentType.equals(FORM);
    }

    /** Parts of a form, such as files. */
    public boolean isMultipart() {
        return contentType.equals(MULTIPART);
    }
}

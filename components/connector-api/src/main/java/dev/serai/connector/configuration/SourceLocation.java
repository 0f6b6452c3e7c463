/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

/**
 * A place in a file.
 *
 * @param file as a person would name it
 * @param line from 1; 0 when unknown
 * @param column from 1; 0 when unknown
 */
public record SourceLocation(String file, int line, int column) {

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}

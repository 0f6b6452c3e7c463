/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

/**
 * One thing that is wrong in a configuration.
 *
 * @param location where
 * @param message what is wrong, what was expected and what to write instead, in plain sentences
 */
public record ConfigurationProblem(SourceLocation location, String message) {

    @Override
    public String toString() {
        return location + ": " + message;
    }
}

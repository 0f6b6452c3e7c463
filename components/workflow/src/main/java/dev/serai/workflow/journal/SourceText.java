/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

/**
 * The text of a file that a version was defined in, or of those parts of it that the version needs.
 *
 * @param fileName without its folder
 */
public record SourceText(String fileName, String text) {}

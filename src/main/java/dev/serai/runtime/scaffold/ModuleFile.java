/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.scaffold;

/**
 * A file of a new module.
 *
 * @param path relative to the module
 * @param purpose in a few words
 */
public record ModuleFile(String path, String purpose) {}

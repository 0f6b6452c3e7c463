/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import dev.serai.workflow.journal.VersionSources;
import java.util.List;
import java.util.Map;

/**
 * A version of a workflow as a context has it.
 *
 * @param steps the paths of its steps
 * @param classes the application's classes that its steps name, each with a digest of the class as it is now
 */
public record DefinedVersion(VersionSources sources, List<String> steps, Map<String, String> classes) {}

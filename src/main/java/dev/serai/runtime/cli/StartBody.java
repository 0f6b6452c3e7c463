/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.runtime.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The body with which an execution is started. */
final class StartBody {

    @Option(names = "--body", paramLabel = "TEXT", description = "The body, as text.")
    private String text;

    @Option(names = "--json-body", paramLabel = "JSON", description = "The body, as the maps and lists of a JSON text.")
    private String json;

    @Option(names = "--body-file", paramLabel = "FILE", description = "The body, as the text of a file.")
    private Path file;

    /** Null when none is given. */
    Object value() {
        try {
            if (file != null) {
                return Files.readString(file);
            }
            return json == null ? text : new ObjectMapper().readValue(json, Object.class);
        } catch (JsonProcessingException e) {
            throw new WorkspaceException("The body is no JSON: " + e.getOriginalMessage() + ".", e);
        } catch (IOException e) {
            throw new WorkspaceException("The body's file " + file + " cannot be read as text: " + e.getMessage(), e);
        }
    }
}

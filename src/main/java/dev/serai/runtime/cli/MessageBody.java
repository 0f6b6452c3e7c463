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

/** The body of a message that a command sends. At most one of the options is given. */
final class MessageBody {

    @Option(names = "--body", paramLabel = "TEXT", description = "The message's body, as text.")
    private String text;

    @Option(names = "--json", paramLabel = "JSON", description = "The message's body, as JSON: maps, lists and values.")
    private String json;

    @Option(names = "--body-file", paramLabel = "FILE", description = "A file whose bytes are the message's body.")
    private Path file;

    /** @throws WorkspaceException when the JSON or the file cannot be read */
    Object value() {
        try {
            if (json != null) {
                return new ObjectMapper().readValue(json, Object.class);
            }
            return file != null ? Files.readAllBytes(file) : text;
        } catch (JsonProcessingException e) {
            throw new WorkspaceException("The value of --json is no JSON: " + e.getOriginalMessage()
                    + ". Expected, for example, '{\"amount\": 12}'.");
        } catch (IOException e) {
            throw new WorkspaceException("The file " + file + " cannot be read: " + e.getMessage());
        }
    }
}

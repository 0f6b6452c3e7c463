/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.workflow.intervention.MessageEdit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that change a message. */
final class MessageEditOptions {

    @ArgGroup
    private Body body;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "Sets a header of the message.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(names = "--variable", paramLabel = "NAME=VALUE", description = "Sets a variable.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    MessageEdit edit() {
        MessageEdit edit = body == null ? MessageEdit.NONE : MessageEdit.NONE.withBody(body());
        for (Map.Entry<String, String> header : headers.entrySet()) {
            edit = edit.withHeader(header.getKey(), header.getValue());
        }
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            edit = edit.withVariable(variable.getKey(), variable.getValue());
        }
        return edit;
    }

    private Object body() {
        if (body.json != null) {
            try {
                // Not kept: making one takes longer than most commands, and this class belongs to all of them.
                return new ObjectMapper().readValue(body.json, Object.class);
            } catch (JsonProcessingException e) {
                throw new ParameterException(
                        spec.commandLine(), "--body-json is no JSON: " + e.getOriginalMessage() + ".", e);
            }
        }
        if (body.file != null) {
            try {
                return Files.readString(body.file);
            } catch (IOException e) {
                throw new WorkspaceException("The file " + body.file + " cannot be read as text: " + e, e);
            }
        }
        return body.text;
    }

    /** The ways to give a body. */
    private static final class Body {

        @Option(names = "--body", paramLabel = "TEXT", description = "The new body, as text.")
        private String text;

        @Option(
                names = "--body-json",
                paramLabel = "JSON",
                description = "The new body, made of JSON: a map, a list, a number, …")
        private String json;

        @Option(names = "--body-file", paramLabel = "FILE", description = "The new body, a file's text.")
        private Path file;
    }
}

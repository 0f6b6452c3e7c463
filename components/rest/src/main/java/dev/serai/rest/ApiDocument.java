/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.http.ConnectorHttpClient;
import dev.serai.http.HttpRequest;
import dev.serai.http.ReplyReader;
import dev.serai.http.RequestContent;
import dev.serai.rest.openapi.ApiDescription;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The OpenAPI document that a declaration names. */
final class ApiDocument {

    private ApiDocument() {}

    /** Whether it must be fetched; anything else is a file. */
    static boolean isUrl(String openapi) {
        return openapi.matches("(?i)https?://.*");
    }

    /**
     * Reads a file.
     *
     * @param baseDirectory what a relative path is relative to
     * @throws ConnectorException when it cannot be read, or is no document
     */
    static ApiDescription read(String openapi, Path baseDirectory) {
        try {
            return description(openapi, Files.readString(baseDirectory.resolve(openapi)));
        } catch (NoSuchFileException e) {
            throw unreadable(openapi, "it does not exist", e);
        } catch (CharacterCodingException e) {
            throw unreadable(openapi, "it is not UTF-8 text", e);
        } catch (InvalidPathException e) {
            throw unreadable(openapi, "that is not a path", e);
        } catch (IOException e) {
            throw unreadable(openapi, e.getMessage(), e);
        }
    }

    private static ApiDescription description(String origin, String text) {
        return ApiDescription.read(origin, text, RestOperations.METADATA, RestOperations::addCommonParts);
    }

    private static ConnectorException unreadable(String openapi, String why, Exception cause) {
        return ConnectorException.of(
                        ConnectorErrors.CONFIGURATION,
                        "The OpenAPI document '" + openapi + "' cannot be read: " + why + ".")
                .neverSent()
                .cause(cause)
                .build();
    }

    /**
     * Fetches it as the connector makes its calls: from an allowed origin, with its credentials, in the time that a
     * request may take.
     *
     * @throws ConnectorException when it does not come, or is no document
     */
    static ApiDescription fetch(String name, RestConfiguration configuration, ConnectorEnvironment environment) {
        ConnectorHttpClient client =
                new ConnectorHttpClient(name, configuration.connection(), configuration.options(), environment);
        client.open();
        try {
            HttpRequest request = new HttpRequest(
                    HttpMethod.GET,
                    client.targets().resolve(configuration.openapi(), null, parameter -> null),
                    client.headers(Map.of()),
                    RequestContent.Whole.NONE,
                    configuration.options().requestTimeout(),
                    false);
            ReplyReader reader = new ReplyReader(environment.redaction());
            CompletableFuture<Object> text =
                    client.send(request, reply -> reader.value(client.succeeded(request, reply), ReplyReader.As.TEXT));
            return description(configuration.openapi(), (String) text.join());
        } catch (CompletionException e) {
            throw unreadable(
                    configuration.openapi(), withoutFullStop(e.getCause().getMessage()), e);
        } finally {
            client.close();
        }
    }

    private static String withoutFullStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import dev.serai.connector.ConnectorMetadata.Category;
import dev.serai.connector.ConnectorMetadata.Example;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Collects the parts of a {@link ConnectorMetadata}. Only the type and its name are required. */
public final class ConnectorMetadataBuilder {

    private static final LocalDate FIRST_RELEASE = LocalDate.of(2026, 11, 1);

    private final String type;
    private final String displayName;
    private final List<String> aliases = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private final List<ErrorCode> errors = new ArrayList<>();
    private final List<String> requirements = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private String description = "";
    private Category category = Category.CUSTOM;
    private String documentation = "";
    private String version = "0.1.0";
    private String minimumPlatformVersion = "0.1.0";
    private boolean asynchronous;
    private String author = "The Serai authors";
    private String license = "Apache-2.0";
    private LocalDate created = FIRST_RELEASE;
    private LocalDate updated = FIRST_RELEASE;

    ConnectorMetadataBuilder(String type, String displayName) {
        this.type = type;
        this.displayName = displayName;
    }

    public ConnectorMetadataBuilder description(String sentence) {
        description = sentence;
        return this;
    }

    public ConnectorMetadataBuilder category(Category group) {
        category = group;
        return this;
    }

    public ConnectorMetadataBuilder aliases(String... names) {
        aliases.addAll(List.of(names));
        return this;
    }

    public ConnectorMetadataBuilder tags(String... words) {
        tags.addAll(List.of(words));
        return this;
    }

    public ConnectorMetadataBuilder operations(List<Operation> all) {
        operations.addAll(all);
        return this;
    }

    public ConnectorMetadataBuilder errors(List<ErrorCode> codes) {
        errors.addAll(codes);
        return this;
    }

    /**
     * No operation ever holds the thread of its caller. Routes that answer HTTP requests may then call the connector on an
     * event loop, where one call that waits holds up all others. Not said, it is not so.
     */
    public ConnectorMetadataBuilder asynchronous() {
        asynchronous = true;
        return this;
    }

    /** Something that must be there beside the jar, in a sentence. */
    public ConnectorMetadataBuilder requires(String sentence) {
        requirements.add(sentence);
        return this;
    }

    public ConnectorMetadataBuilder documentation(String link) {
        documentation = link;
        return this;
    }

    public ConnectorMetadataBuilder example(String title, String yaml) {
        examples.add(new Example(title, yaml));
        return this;
    }

    public ConnectorMetadataBuilder version(String number) {
        version = number;
        return this;
    }

    public ConnectorMetadataBuilder minimumPlatformVersion(String number) {
        minimumPlatformVersion = number;
        return this;
    }

    public ConnectorMetadataBuilder author(String name) {
        author = name;
        return this;
    }

    public ConnectorMetadataBuilder license(String spdxIdentifier) {
        license = spdxIdentifier;
        return this;
    }

    public ConnectorMetadataBuilder created(LocalDate date) {
        created = date;
        return this;
    }

    public ConnectorMetadataBuilder updated(LocalDate date) {
        updated = date;
        return this;
    }

    public ConnectorMetadata build() {
        return new ConnectorMetadata(
                type,
                aliases,
                displayName,
                description,
                category,
                tags,
                operations,
                errors,
                asynchronous,
                requirements,
                documentation,
                examples,
                version,
                minimumPlatformVersion,
                author,
                license,
                created,
                updated);
    }
}

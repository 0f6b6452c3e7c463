/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Paths come from messages, and lead nowhere else. */
class FilePathsTest extends FolderOperationTest {

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:write").to("connector:box/write?path=orders/{number}.json");
                from("direct:read").to("connector:box/read?path=orders/{number}.json&format=json");
            }
        };
    }

    @Test
    void routesFillThePathFromTheMessage() {
        template.requestBody("direct:write", Map.of("number", "A-1"));

        assertThat(files.box().resolve("orders/A-1.json")).exists();
        assertThat(template.requestBodyAndHeader("direct:read", "", "number", "A-1"))
                .isEqualTo(Map.of("number", "A-1"));
    }

    @Test
    void aValueCannotLeadElsewhere() throws Exception {
        for (String value : List.of("../x", "a/b", "a\\b", "..", ".", "", "a\u0000b", "a\nb")) {
            assertThatThrownBy(() -> template.requestBody("direct:write", Map.of("number", value)))
                    .as(value)
                    .cause()
                    .satisfies(thrown -> failure(thrown, FileErrors.PATH_REFUSED));
        }
        assertThat(everything()).isEmpty();
    }

    @Test
    void aPathCannotLeaveTheFolder() throws Exception {
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.writeString(Files.createDirectory(folder.resolve("box-sibling")).resolve("x"), "secret");
        for (String path : List.of(
                "../secret.txt",
                "a/../../secret.txt",
                "/etc/hostname",
                "..",
                ".",
                "",
                "../box-sibling/x",
                folder.resolve("secret.txt").toString())) {
            assertThatThrownBy(() -> files.call("read", Map.of("path", path)))
                    .as(path)
                    .satisfies(thrown -> failure(thrown, FileErrors.PATH_REFUSED));
            assertThatThrownBy(() -> write(path, "x"))
                    .as(path)
                    .satisfies(thrown -> failure(thrown, FileErrors.PATH_REFUSED));
            assertThatThrownBy(() -> files.call("delete", Map.of("path", path)))
                    .as(path)
                    .satisfies(thrown -> failure(thrown, FileErrors.PATH_REFUSED));
        }
        assertThat(folder.resolve("secret.txt")).hasContent("secret");
    }

    @Test
    void aSymbolicLinkCannotLeaveTheFolder() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(files.box().resolve("folder"), outside);
        Files.createSymbolicLink(files.box().resolve("file.txt"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(files.box().resolve("nowhere.txt"), outside.resolve("new.txt"));
        files.put("inside.txt", "inside");
        Files.createSymbolicLink(files.box().resolve("fine.txt"), files.box().resolve("inside.txt"));

        for (String path : List.of("folder/secret.txt", "folder/new/x.txt", "file.txt", "nowhere.txt")) {
            assertThatThrownBy(() -> files.call("read", Map.of("path", path)))
                    .as(path)
                    .satisfies(thrown -> failure(thrown, FileErrors.PATH_REFUSED))
                    .hasMessageContaining("through a symbolic link");
            assertThatThrownBy(() -> write(path, "x"))
                    .as(path)
                    .satisfies(thrown -> failure(thrown, FileErrors.PATH_REFUSED));
        }
        assertThat(files.call("read", Map.of("path", "fine.txt", "format", "text")))
                .isEqualTo("inside");
        assertThat((List<?>) files.call("list", Map.of("recursive", true)))
                .extracting("name")
                .containsExactly("fine.txt", "inside.txt");
        assertThat(outside.resolve("new.txt")).doesNotExist();
        assertThat(outside.resolve("secret.txt")).hasContent("secret");
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.Caller;
import dev.serai.connector.state.MemorySeenKeys;
import dev.serai.file.local.LocalStorage;
import dev.serai.file.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file that was read is remembered by. */
class FileIdentityTest {

    @Test
    void aFileThatIsReplacedWithinItsMomentIsAnotherWhereTheStorageHasTags(@TempDir Path folder) throws IOException {
        ArrivingFiles files = new ArrivingFiles(
                new LocalStorage(folder, true),
                new FilePattern("*", new Caller("box", "stream")),
                new ArrivingFiles.Memory(new MemorySeenKeys(), "box-", Duration.ofDays(1), false));
        Instant moment = Instant.parse("2026-10-01T10:00:00Z");

        assertThat(files.identity(new StoredFile("a", 1, moment, "\"first\"")))
                .isNotEqualTo(files.identity(new StoredFile("a", 1, moment, "\"second\"")))
                .isEqualTo(files.identity(new StoredFile("a", 1, moment, "\"first\"")));
        assertThat(files.identity(new StoredFile("a", 1, moment)))
                .as("remembered by older versions, too")
                .isEqualTo("box-a-1-1790848800000");
    }
}

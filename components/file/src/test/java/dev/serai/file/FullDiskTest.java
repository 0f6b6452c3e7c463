/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk is full in the middle of a write. A process of its own may write no file beyond a size, which fails as late and as
 * a write does on a disk that is full; and where this user may mount one, there is a disk that is full.
 */
class FullDiskTest {

    /** In blocks of 512 bytes, as POSIX says, or 1,024, as bash does. */
    private static final int LIMIT = 512;

    @TempDir
    private Path folder;

    private Path box;

    @BeforeEach
    void makeFolder() throws Exception {
        box = Files.createDirectory(folder.resolve("box"));
        Files.writeString(box.resolve("old.csv"), "old");
    }

    private static String run(String script) throws Exception {
        Process process =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said + "exit " + process.exitValue();
    }

    private static String writing(Path folder) {
        return "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                + System.getProperty("java.class.path") + "' " + FullDiskWriter.class.getName() + " '" + folder + "'";
    }

    private void requireThatNothingIsHalfDone(String said, String reason) throws Exception {
        assertThat(said)
                .contains(
                        "write new.csv: SERAI-FILE-007: Connector 'box', operation 'write': The file new.csv cannot be"
                                + " written (" + reason + ")",
                        "write old.csv: SERAI-FILE-005: Connector 'box', operation 'write': The file old.csv cannot be"
                                + " written: " + reason + ".",
                        "append old.csv: SERAI-FILE-005",
                        "copy copy.csv: SERAI-FILE-005")
                .contains("write small.csv: done")
                .endsWith("exit 0");
        assertThat(FileWorkspace.names(box)).isEqualTo(List.of("large.csv", "old.csv", "small.csv"));
        assertThat(box.resolve("old.csv")).hasContent("old");
    }

    @Test
    void aFileThatCannotGrowLeavesNothingBehind() throws Exception {
        Files.write(box.resolve("large.csv"), new byte[2 << 20]);
        String said = run("ulimit -f " + LIMIT + " && exec " + writing(folder));
        Assumptions.assumeFalse(said.contains("ulimit:"), () -> "The size of files cannot be limited here: " + said);

        requireThatNothingIsHalfDone(said, "File too large");
    }

    @Test
    void aDiskThatIsFullKeepsWhatItHad() throws Exception {
        String mounted = run("mount -t tmpfs -o size=3m tmpfs '" + box + "'");
        Assumptions.assumeTrue(
                mounted.equals("exit 0"),
                () -> "No disk can be mounted here, for which a user must be root: " + mounted);
        try {
            Files.writeString(box.resolve("old.csv"), "old");
            Files.write(box.resolve("large.csv"), new byte[2 << 20]);

            requireThatNothingIsHalfDone(run(writing(folder)), "No space left on device");
        } finally {
            assertThat(run("umount '" + box + "'")).isEqualTo("exit 0");
        }
    }
}

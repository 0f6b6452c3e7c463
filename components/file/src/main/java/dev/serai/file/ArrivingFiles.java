/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.state.SeenKeys;
import dev.serai.file.storage.Selection;
import dev.serai.file.storage.Storage;
import dev.serai.file.storage.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files that are complete and were not read yet. Used by one thread. */
final class ArrivingFiles {

    /** The scope of read files among the keys that consumers remember, the same in every version. */
    private static final String SCOPE = "consumers";

    /** A file counts as complete when nobody has written to it for so long. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    /** A moment that is older by this clock was before now by any clock, in whatever zone. */
    private static final Duration ANY_CLOCK = Duration.ofHours(25);

    private final Storage storage;
    private final FilePattern pattern;
    private final Memory memory;
    private Map<String, Look> looks = new HashMap<>();
    private boolean secondsAreTold;

    ArrivingFiles(Storage storage, FilePattern pattern, Memory memory) {
        this.storage = storage;
        this.pattern = pattern;
        this.memory = memory;
    }

    /**
     * How read files are remembered.
     *
     * @param prefix of their keys
     * @param byContent whether a file is known by what it holds, rather than by its size and its moment
     */
    record Memory(SeenKeys keys, String prefix, Duration retention, boolean byContent) {}

    /** The files that are complete now, by name. */
    List<StoredFile> look() throws IOException {
        Map<String, Look> now = new HashMap<>();
        try (Stream<StoredFile> found = storage.list(Selection.all(pattern.looksIntoFolders()))) {
            List<StoredFile> files = found.filter(file -> !isHidden(file.path()) && pattern.matches(file.path()))
                    .toList();
            secondsAreTold |= files.stream().anyMatch(file -> !isWhole(file.modified(), ChronoUnit.MINUTES));
            return files.stream().filter(file -> isComplete(file, now)).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            looks = now;
        }
    }

    private static boolean isHidden(String path) {
        return path.startsWith(".") || path.contains("/.");
    }

    private boolean isComplete(StoredFile file, Map<String, Look> now) {
        if (storage.arrival() == Storage.Arrival.OUR_CLOCK) {
            return !file.modified().plus(QUIET).isAfter(Instant.now());
        }
        Duration written = storage.arrival() == Storage.Arrival.WHOLE ? Duration.ZERO : QUIET;
        Duration ambiguous = ambiguous(file);
        Look before = looks.get(file.path());
        Look look = before != null && before.file.equals(file) ? before : new Look(file, System.nanoTime());
        now.put(file.path(), look);
        return System.nanoTime() - look.since >= (written.compareTo(ambiguous) > 0 ? written : ambiguous).toNanos();
    }

    /**
     * How long a file must look the same until no other can come in its place with its moment: as long as the unit in which
     * the storage tells moments. Some servers of FTP tell minutes, and most of SFTP seconds. A tag tells files apart at once.
     */
    private Duration ambiguous(StoredFile file) {
        Instant modified = file.modified();
        if (memory.byContent
                || !file.tag().isEmpty()
                || modified.isBefore(Instant.now().minus(ANY_CLOCK))) {
            return Duration.ZERO;
        }
        if (storage.momentsIn() == ChronoUnit.MINUTES && !secondsAreTold && isWhole(modified, ChronoUnit.MINUTES)) {
            return ChronoUnit.MINUTES.getDuration();
        }
        return isWhole(modified, ChronoUnit.SECONDS) ? ChronoUnit.SECONDS.getDuration() : Duration.ZERO;
    }

    private static boolean isWhole(Instant moment, ChronoUnit unit) {
        return moment.truncatedTo(unit).equals(moment);
    }

    /** What a file is remembered by: a file of the same name with other content is another file. */
    String identity(StoredFile file) throws IOException {
        return memory.prefix + file.path() + "-"
                + (memory.byContent
                        ? digest(file.path())
                        : file.size() + "-" + file.modified().toEpochMilli() + file.tag());
    }

    private String digest(String path) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(storage.read(path), digest)) {
                long unused = in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    boolean isKnown(String identity) {
        return memory.keys.contains(SCOPE, identity);
    }

    void remember(String identity) {
        boolean unused = memory.keys.add(SCOPE, identity, memory.retention);
    }

    /** How a file looked, and since when. */
    private record Look(StoredFile file, long since) {}
}

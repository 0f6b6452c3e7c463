/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/** The files of a zip, in the order in which they lie there, without a copy of it anywhere. */
final class ZipContents implements Contents {

    private final ZipArchiveInputStream zip;
    private final Decompressed content;
    private final Bounds bounds;
    private final Origin origin;

    private long entries;

    ZipContents(InputStream in, FileBytes file, Bounds bounds, Origin origin) {
        this.zip = new ZipArchiveInputStream(in, StandardCharsets.UTF_8.name());
        this.content = new Decompressed(zip, file, bounds, origin);
        this.bounds = bounds;
        this.origin = origin;
    }

    @Override
    public Content next() {
        ZipArchiveEntry entry = nextEntry();
        while (entry != null && entry.isDirectory()) {
            entry = nextEntry();
        }
        if (entry == null) {
            return null;
        }
        if (!zip.canReadEntryData(entry)) {
            throw refusal("the entry '" + entry.getName() + "' is encrypted, or packed in a way that cannot be read."
                    + " Pack it with deflate and without a password");
        }
        return new Content(entry.getName(), entry.getName(), new FilterInputStream(content) {
            @Override
            public void close() {
                // The archive goes on.
            }
        });
    }

    private ZipArchiveEntry nextEntry() {
        // Leaving an entry reads what is left of it, which must not go past the bounds.
        try {
            drain();
            ZipArchiveEntry entry = zip.getNextEntry();
            if (entry == null) {
                return null;
            }
            entries++;
            if (entries > bounds.maxEntries()) {
                throw refusal("it has more than " + bounds.maxEntries()
                        + " entries ('maxEntries'). Raise the bound if that is right");
            }
            requireHarmless(entry.getName());
            return entry;
        } catch (IOException e) {
            throw origin.failure(FormatErrors.MALFORMED, "this is not a zip: " + e.getMessage() + ".", e);
        }
    }

    private void drain() {
        if (entries == 0) {
            return;
        }
        byte[] rest = new byte[8192];
        int count;
        do {
            count = content.read(rest, 0, rest.length);
        } while (count >= 0);
    }

    /** Nothing is unpacked to a disk here, but the name goes into a header, from which a route may make a path. */
    private void requireHarmless(String name) {
        boolean harmless = !name.isEmpty()
                && !name.startsWith("/")
                && !name.startsWith("\\")
                && !name.matches("(?s)[A-Za-z]:.*")
                && name.chars().noneMatch(Character::isISOControl)
                && Arrays.stream(name.split("[/\\\\]")).noneMatch(".."::equals);
        if (!harmless) {
            throw refusal("the entry '" + Raw.text(name) + "' has a name that leads out of the archive. Pack it with a"
                    + " plain name");
        }
    }

    private RuntimeException refusal(String sentence) {
        return origin.failure(FormatErrors.ARCHIVE_REFUSED, sentence + ".", null);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

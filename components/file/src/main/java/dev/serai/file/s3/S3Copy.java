/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Copies within a bucket, of which no byte passes through this process. Thread-safe. */
final class S3Copy {

    /** The most that a service copies with one request. */
    static final long LARGEST = 5L << 30;

    private static final int PRECONDITION_FAILED = 412;

    private final S3Clients clients;
    private final S3Settings settings;
    private final long largest;

    /** @param largest the most that is copied with one request, in bytes */
    S3Copy(S3Clients clients, S3Settings settings, long largest) {
        this.clients = clients;
        this.settings = settings;
        this.largest = largest;
    }

    /**
     * Copies all of a file or nothing.
     *
     * @param found what the service said of the source
     * @param replace whether a target that is there is replaced
     * @throws IOException when the source changes meanwhile
     */
    void copy(String source, HeadObjectResponse found, String target, boolean replace) throws IOException {
        String onlyIfNone = replace ? null : "*";
        if (found.contentLength() <= largest) {
            clients.once().copyObject(request -> request.sourceBucket(settings.bucket())
                    .sourceKey(source)
                    .destinationBucket(settings.bucket())
                    .destinationKey(target)
                    .ifNoneMatch(onlyIfNone));
            return;
        }
        String upload = clients.once()
                .createMultipartUpload(request -> request.bucket(settings.bucket())
                        .key(target)
                        .contentType(found.contentType())
                        .metadata(found.metadata()))
                .uploadId();
        boolean done = false;
        try {
            List<CompletedPart> parts = parts(source, found, target, upload);
            clients.once().completeMultipartUpload(request -> request.bucket(settings.bucket())
                    .key(target)
                    .uploadId(upload)
                    .ifNoneMatch(onlyIfNone)
                    .multipartUpload(all -> all.parts(parts)));
            done = true;
        } finally {
            if (!done) {
                S3Upload.abort(clients, settings, target, upload);
            }
        }
    }

    private List<CompletedPart> parts(String source, HeadObjectResponse found, String target, String upload)
            throws IOException {
        List<CompletedPart> parts = new ArrayList<>();
        for (long first = 0; first < found.contentLength(); first += largest) {
            String range = "bytes=" + first + "-" + (Math.min(first + largest, found.contentLength()) - 1);
            int number = parts.size() + 1;
            String tag = part(source, found.eTag(), range, target, upload, number);
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        }
        return parts;
    }

    /** The tag of a part that was copied. */
    private String part(String source, String tag, String range, String target, String upload, int number)
            throws IOException {
        try {
            return clients.repeating()
                    .uploadPartCopy(request -> request.sourceBucket(settings.bucket())
                            .sourceKey(source)
                            .copySourceIfMatch(tag)
                            .copySourceRange(range)
                            .destinationBucket(settings.bucket())
                            .destinationKey(target)
                            .uploadId(upload)
                            .partNumber(number))
                    .copyPartResult()
                    .eTag();
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                throw new IOException("it was changed while it was copied", e);
            }
            throw e;
        }
    }
}

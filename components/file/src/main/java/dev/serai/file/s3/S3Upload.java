/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.s3;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A file that is sent as it is written: at once when it is no larger than a part, else part by part, of which nobody sees
 * anything before the last. Memory holds one part. Used by one thread.
 */
final class S3Upload extends OutputStream {

    private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);

    /** The slowest line on which a part still gets through, in bytes a second. */
    private static final long SLOWEST = 64 << 10;

    private static final String MIME_TYPE = "application/octet-stream";

    private final S3Clients clients;
    private final S3Failures failures;
    private final S3Settings settings;
    private final String key;
    private final String path;

    /** What the service asks before the file gets its name: null, or that none has it. */
    private final String onlyIfNone;

    private final Part part = new Part();
    private final List<CompletedPart> sent = new ArrayList<>();
    private String upload;
    private long bytes;

    /**
     * @param key where it goes
     * @param path how its storage names it
     * @param replace whether one that is there is replaced
     */
    S3Upload(S3Clients clients, S3Settings settings, String key, String path, boolean replace) {
        this.clients = clients;
        this.failures = new S3Failures(settings);
        this.settings = settings;
        this.key = key;
        this.path = path;
        this.onlyIfNone = replace ? null : "*";
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        int position = offset;
        int end = offset + length;
        while (position < end) {
            int room = (int) settings.partSize().bytes() - part.size();
            if (room == 0) {
                sendPart();
            } else {
                int count = Math.min(room, end - position);
                part.write(source, position, count);
                position += count;
            }
        }
        bytes += length;
    }

    private void sendPart() throws IOException {
        try {
            if (upload == null) {
                upload = clients.once()
                        .createMultipartUpload(request -> request.bucket(settings.bucket())
                                .key(key)
                                .contentType(MIME_TYPE)
                                .checksumAlgorithm(checksum()))
                        .uploadId();
            }
            int number = sent.size() + 1;
            UploadPartResponse answer = clients.repeating()
                    .uploadPart(
                            request -> request.bucket(settings.bucket())
                                    .key(key)
                                    .uploadId(upload)
                                    .partNumber(number)
                                    .checksumAlgorithm(checksum())
                                    .overrideConfiguration(limit -> limit.apiCallAttemptTimeout(longest())),
                            part.body());
            sent.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(answer.eTag())
                    .checksumCRC32(checksum() == null ? null : answer.checksumCRC32())
                    .build());
            part.reset();
        } catch (SdkException e) {
            throw failures.of(path, e);
        }
    }

    private ChecksumAlgorithm checksum() {
        return settings.checksums() == S3Checksums.SUPPORTED ? ChecksumAlgorithm.CRC32 : null;
    }

    /** A peer that takes nothing more would otherwise hold the call for as long as the system's network waits. */
    private Duration longest() {
        return settings.timeout().plusSeconds(part.size() / SLOWEST);
    }

    /**
     * Gives the file its name.
     *
     * @return the number of bytes
     */
    long complete() throws IOException {
        if (upload != null && part.size() > 0) {
            sendPart();
        }
        try {
            if (upload == null) {
                clients.once()
                        .putObject(
                                request -> request.bucket(settings.bucket())
                                        .key(key)
                                        .contentType(MIME_TYPE)
                                        .ifNoneMatch(onlyIfNone)
                                        .overrideConfiguration(limit -> limit.apiCallAttemptTimeout(longest())),
                                part.body());
            } else {
                completing().completeMultipartUpload(request -> request.bucket(settings.bucket())
                        .key(key)
                        .uploadId(upload)
                        .ifNoneMatch(onlyIfNone)
                        .multipartUpload(parts -> parts.parts(sent)));
            }
            return bytes;
        } catch (SdkException e) {
            throw failures.of(path, e);
        }
    }

    /** A server that closes a connection just then is asked again; but one that made the file would call it another's. */
    private S3Client completing() {
        return onlyIfNone == null ? clients.repeating() : clients.once();
    }

    /** Throws away what was sent; a file of the name stays as it was. */
    void abort() {
        if (upload != null) {
            abort(clients, settings, key, upload);
        }
    }

    /** Throws away an upload; when that fails, the log says what stays. */
    static void abort(S3Clients clients, S3Settings settings, String key, String upload) {
        // Whoever was interrupted still has to clear up.
        boolean interrupted = Thread.interrupted();
        try {
            clients.repeating()
                    .abortMultipartUpload(request ->
                            request.bucket(settings.bucket()).key(key).uploadId(upload));
        } catch (SdkException e) {
            LOG.warn(
                    "The parts of a failed write stay in the bucket {} as the upload {} of {}, until a rule of the bucket"
                            + " (AbortIncompleteMultipartUpload) removes them: {}",
                    settings.bucket(),
                    upload,
                    key,
                    e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A part that can be sent again without a copy of it. */
    private static final class Part extends ByteArrayOutputStream {

        RequestBody body() {
            return RequestBody.fromContentProvider(this::content, count, MIME_TYPE);
        }

        private InputStream content() {
            return new ByteArrayInputStream(buf, 0, count);
        }
    }
}

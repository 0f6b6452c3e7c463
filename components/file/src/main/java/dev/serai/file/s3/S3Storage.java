/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.s3;

import dev.serai.file.storage.ConnectionLostException;
import dev.serai.file.storage.Content;
import dev.serai.file.storage.LoginRefusedException;
import dev.serai.file.storage.PresignedUrl;
import dev.serai.file.storage.PresigningStorage;
import dev.serai.file.storage.RefusedPathException;
import dev.serai.file.storage.Selection;
import dev.serai.file.storage.StoragePath;
import dev.serai.file.storage.StoredFile;
import dev.serai.file.storage.UnreachableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket, or the keys of one that begin with a folder. It has no folders of its own: a path is the end of a key. Keys that
 * are no paths, such as those that end with a slash, are passed over.
 */
public final class S3Storage implements PresigningStorage {

    private final S3Settings settings;
    private final S3Failures failures;

    /** What all keys begin with: empty, or a folder with a slash at its end. */
    private final String base;

    private S3Clients clients;

    /**
     * @param directory within the bucket; null for all of it
     * @throws IllegalArgumentException when that is no path
     */
    public S3Storage(S3Settings settings, String directory) {
        this.settings = settings;
        this.failures = new S3Failures(settings);
        try {
            this.base = directory == null ? "" : StoragePath.of(directory) + "/";
        } catch (RefusedPathException e) {
            throw new IllegalArgumentException(
                    "'connection.directory' is no folder of a bucket: it " + e.getReason() + ".", e);
        }
    }

    @Override
    public void open() throws IOException {
        clients = S3Clients.of(settings);
        try {
            check();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void check() throws IOException {
        call("", () -> clients.once()
                .listObjectsV2(request ->
                        request.bucket(settings.bucket()).prefix(base).maxKeys(1)));
    }

    @Override
    public String description() {
        return (base.isEmpty() ? "the bucket " : "the folder " + base + " of the bucket ") + settings.bucket() + " at "
                + settings.service();
    }

    @Override
    public Arrival arrival() {
        return Arrival.WHOLE;
    }

    @Override
    public Stream<StoredFile> list(Selection selection) {
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(settings.bucket())
                .prefix(base + selection.prefix())
                .delimiter(selection.recursive() ? null : "/")
                .startAfter(selection.after().isEmpty() ? null : base + selection.after())
                .build();
        Iterator<S3Object> objects =
                clients.once().listObjectsV2Paginator(request).contents().iterator();
        Iterator<S3Object> reported = new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    return objects.hasNext();
                } catch (SdkException e) {
                    throw new UncheckedIOException(failures.of(selection.prefix(), e));
                }
            }

            @Override
            public S3Object next() {
                return objects.next();
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(reported, Spliterator.ORDERED), false)
                .filter(object -> isPath(object.key().substring(base.length())))
                .map(object -> new StoredFile(
                        object.key().substring(base.length()), object.size(), object.lastModified(), object.eTag()));
    }

    private static boolean isPath(String path) {
        try {
            return StoragePath.of(path).equals(path);
        } catch (RefusedPathException e) {
            return false;
        }
    }

    @Override
    public StoredFile stat(String path) throws IOException {
        HeadObjectResponse found = head(path);
        return new StoredFile(path, found.contentLength(), found.lastModified(), found.eTag());
    }

    private HeadObjectResponse head(String path) throws IOException {
        return call(path, () -> clients.once()
                .headObject(request -> request.bucket(settings.bucket()).key(base + path)));
    }

    private boolean isThere(String path) throws IOException {
        try {
            HeadObjectResponse unused = head(path);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Asked before anything is sent, and again by the service when the file gets its name. */
    private void requireFree(String path) throws IOException {
        if (isThere(path)) {
            throw new FileAlreadyExistsException(path);
        }
    }

    @Override
    public InputStream read(String path) throws IOException {
        return call(
                path,
                () -> new S3Content(clients.once()
                        .getObject(request -> request.bucket(settings.bucket()).key(base + path))));
    }

    @Override
    public long write(String path, Content content, boolean replace) throws IOException {
        if (!replace) {
            requireFree(path);
        }
        S3Upload upload = new S3Upload(clients, settings, base + path, path, replace);
        boolean done = false;
        try {
            content.writeTo(upload);
            long bytes = upload.complete();
            done = true;
            return bytes;
        } finally {
            if (!done) {
                upload.abort();
            }
        }
    }

    @Override
    public boolean delete(String path) throws IOException {
        if (!isThere(path)) {
            return false;
        }
        remove(path);
        return true;
    }

    private void remove(String path) throws IOException {
        call(path, () -> clients.once()
                .deleteObject(request -> request.bucket(settings.bucket()).key(base + path)));
    }

    @Override
    public void move(String source, String target, boolean replace) throws IOException {
        copy(source, target, replace);
        if (!source.equals(target)) {
            try {
                remove(source);
            } catch (UnreachableException | LoginRefusedException e) {
                // The copy is there: it is not as if nothing had been asked.
                throw new ConnectionLostException(e);
            }
        }
    }

    @Override
    public void copy(String source, String target, boolean replace) throws IOException {
        HeadObjectResponse found = head(source);
        if (!replace) {
            requireFree(target);
        }
        if (!source.equals(target)) {
            call(target, () -> {
                new S3Copy(clients, settings, S3Copy.LARGEST).copy(base + source, found, base + target, replace);
                return null;
            });
        }
    }

    @Override
    public PresignedUrl presign(String path, Method method, Duration validity) throws IOException {
        PresignedRequest signed = call(
                path,
                () -> method == Method.GET
                        ? clients.presigner().presignGetObject(request -> request.signatureDuration(validity)
                                .getObjectRequest(
                                        get -> get.bucket(settings.bucket()).key(base + path)))
                        : clients.presigner().presignPutObject(request -> request.signatureDuration(validity)
                                .putObjectRequest(
                                        put -> put.bucket(settings.bucket()).key(base + path))));
        return new PresignedUrl(signed.url().toString(), signed.expiration());
    }

    @Override
    public void close() {
        if (clients != null) {
            clients.close();
        }
    }

    private <T> T call(String path, Call<T> call) throws IOException {
        try {
            return call.ask();
        } catch (SdkException e) {
            throw failures.of(path, e);
        }
    }

    /** Something that a service is asked. */
    @FunctionalInterface
    private interface Call<T> {
        T ask() throws IOException;
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.s3;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/**
 * Runs S3Proxy with objects in memory, on a port of the loopback interface that it chooses itself. It prints
 * {@code listening on PORT}, and ends when its standard input does, so that it never outlives whoever started it.
 */
public final class S3ServerProgram {

    private S3ServerProgram() {}

    /** @param arguments the access key and the secret key of its only user, and the name of the bucket that is there */
    public static void main(String[] arguments) throws Exception {
        TransientNio2BlobStore objects = new TransientNio2BlobStore();
        objects.createContainer(arguments[2]);
        S3Proxy server = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, arguments[0], arguments[1])
                .blobStore(objects)
                .build();
        server.start();
        System.out.println("listening on " + server.getPort());
        while (System.in.read() >= 0) {
            // Nothing is said to it but the end.
        }
        System.exit(0);
    }
}

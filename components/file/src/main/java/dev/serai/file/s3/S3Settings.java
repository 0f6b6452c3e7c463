/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.s3;

import dev.serai.connector.configuration.ByteSize;
import dev.serai.connector.configuration.Option;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

/** A bucket of Amazon S3 or of a service that speaks like it, and how it is reached. */
public record S3Settings(
        @Option("The bucket, which must be there.") String bucket,

        @Option(
                "The region of the bucket. Without it, with an endpoint us-east-1, else what AWS's tools would take: the"
                        + " variable AWS_REGION, the profile, the machine.")
        String region,

        @Option("The address of a service other than AWS: https://minio.example.com:9000.")
        String endpoint,

        @Option(
                "Whether the bucket's name stands in the path and not in the host's name. By default true with an endpoint.")
        Boolean pathStyle,

        @Option(
                "The access key. Without it, credentials are found as AWS's tools find them: variables, profile, container,"
                        + " machine.")
        String accessKey,

        @Option(value = "The secret of the access key.", secret = true)
        String secretKey,

        @Option(value = "The token that comes with an access key that is valid for a while.", secret = true)
        String sessionToken,

        @Option("The certificates of the authorities that are trusted, as PEM, in place of Java's: ${file:ca.pem}.")
        String ca,

        @Option(
                value = "For what checksums are sent and compared: supported (all that can have one), or required, for"
                        + " services that refuse others.",
                defaultValue = "supported")
        S3Checksums checksums,

        @Option(
                value = "What is larger is sent in parts of this size, each held in memory; a file has 10,000 at most.",
                defaultValue = "8MB",
                min = "5MB",
                max = "1GB")
        ByteSize partSize,

        @Option(
                value = "The longest wait for a connection, and for each answer.",
                defaultValue = "30s",
                min = "1ms",
                max = "1h")
        Duration timeout,

        @Option(value = "The most connections at once.", defaultValue = "16", min = "2", max = "1000")
        int maxConnections) {

    public S3Settings {
        if (bucket == null
                && Stream.of(region, endpoint, pathStyle, accessKey, secretKey, sessionToken, ca)
                        .anyMatch(Objects::nonNull)) {
            throw new IllegalArgumentException("The option 'connection.s3.bucket' is missing. It names the bucket.");
        }
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException(
                    "'connection.s3.accessKey' and 'connection.s3.secretKey' belong together, and one of them is missing.");
        }
        if (sessionToken != null && accessKey == null) {
            throw new IllegalArgumentException(
                    "'connection.s3.sessionToken' belongs to 'connection.s3.accessKey', which is missing.");
        }
        if (endpoint != null && !isAddress(endpoint)) {
            throw new IllegalArgumentException(
                    "'connection.s3.endpoint' is no address of a service. Expected its scheme, host"
                            + " and port alone, such as https://minio.example.com:9000; the bucket and the keys have options of their"
                            + " own.");
        }
    }

    private static boolean isAddress(String endpoint) {
        try {
            URI address = new URI(endpoint);
            return ("https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme()))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && (address.getRawPath().isEmpty() || address.getRawPath().equals("/"))
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Whether there is such a bucket at all. */
    public boolean given() {
        return bucket != null;
    }

    boolean bucketStandsInPath() {
        return pathStyle == null ? endpoint != null : pathStyle;
    }

    /** Names the service within a sentence. */
    String service() {
        return endpoint == null ? "Amazon S3" : "the S3 service " + endpoint;
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "S3Settings[bucket=" + bucket + ", region=" + region + ", endpoint=" + endpoint + ", pathStyle="
                + pathStyle + ", accessKey=" + accessKey + ", checksums=" + checksums + ", partSize=" + partSize
                + ", timeout=" + timeout + ", maxConnections=" + maxConnections + "]";
    }
}

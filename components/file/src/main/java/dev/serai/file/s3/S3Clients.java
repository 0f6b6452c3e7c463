/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.s3;

import dev.serai.connector.tls.PemContext;
import dev.serai.file.storage.UnreachableException;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What talks to a bucket, over one pool of connections. Thread-safe. */
final class S3Clients implements AutoCloseable {

    private final SdkHttpClient connections;
    private final AwsCredentialsProvider credentials;
    private final S3Client once;
    private final S3Client repeating;
    private final S3Presigner presigner;

    private S3Clients(S3Settings settings, SdkHttpClient connections, Region region) {
        this.connections = connections;
        this.credentials = credentials(settings);
        this.once = client(settings, region, AwsRetryStrategy.doNotRetry());
        this.repeating = client(settings, region, AwsRetryStrategy.standardRetryStrategy());
        this.presigner = presigner(settings, region);
    }

    /** Makes them; nothing is sent. */
    static S3Clients of(S3Settings settings) throws UnreachableException {
        Region region = region(settings);
        return new S3Clients(settings, connections(settings), region);
    }

    /** Asks once: what failed is for the connector's own retry, which knows what may be repeated. */
    S3Client once() {
        return once;
    }

    /** Asks up to three times: for what nobody sees, such as a part of an upload. */
    S3Client repeating() {
        return repeating;
    }

    S3Presigner presigner() {
        return presigner;
    }

    private static SdkHttpClient connections(S3Settings settings) throws UnreachableException {
        Apache5HttpClient.Builder builder = Apache5HttpClient.builder()
                .connectionTimeout(settings.timeout())
                .socketTimeout(settings.timeout())
                .connectionAcquisitionTimeout(settings.timeout())
                .maxConnections(settings.maxConnections());
        if (settings.ca() != null) {
            try {
                builder.tlsSocketStrategy(new DefaultClientTlsStrategy(PemContext.of(settings.ca(), null, null)));
            } catch (GeneralSecurityException | IOException e) {
                throw new UnreachableException("'connection.s3.ca' cannot be used: " + e.getMessage() + ".", e);
            }
        }
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        if (settings.accessKey() == null) {
            return DefaultCredentialsProvider.builder().build();
        }
        return StaticCredentialsProvider.create(
                settings.sessionToken() == null
                        ? AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())
                        : AwsSessionCredentials.create(
                                settings.accessKey(), settings.secretKey(), settings.sessionToken()));
    }

    private static Region region(S3Settings settings) throws UnreachableException {
        if (settings.region() != null) {
            return Region.of(settings.region());
        }
        if (settings.endpoint() != null) {
            return Region.US_EAST_1;
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException e) {
            throw new UnreachableException(
                    "Nothing says in which region the bucket '" + settings.bucket()
                            + "' is. Write connection.s3.region, or set the variable AWS_REGION.",
                    e);
        }
    }

    private S3Client client(S3Settings settings, Region region, RetryStrategy retries) {
        boolean always = settings.checksums() == S3Checksums.SUPPORTED;
        return S3Client.builder()
                .httpClient(connections)
                .credentialsProvider(credentials)
                .region(region)
                .endpointOverride(endpoint(settings))
                .forcePathStyle(settings.bucketStandsInPath())
                .requestChecksumCalculation(
                        always ? RequestChecksumCalculation.WHEN_SUPPORTED : RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(
                        always ? ResponseChecksumValidation.WHEN_SUPPORTED : ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(configuration -> configuration.retryStrategy(retries))
                .build();
    }

    private S3Presigner presigner(S3Settings settings, Region region) {
        return S3Presigner.builder()
                .credentialsProvider(credentials)
                .region(region)
                .endpointOverride(endpoint(settings))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.bucketStandsInPath())
                        .build())
                .build();
    }

    private static URI endpoint(S3Settings settings) {
        return settings.endpoint() == null ? null : URI.create(settings.endpoint());
    }

    @Override
    public void close() {
        presigner.close();
        once.close();
        repeating.close();
        if (credentials instanceof DefaultCredentialsProvider chain) {
            chain.close();
        }
        connections.close();
    }
}

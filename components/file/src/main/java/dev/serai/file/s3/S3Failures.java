/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.s3;

import dev.serai.file.storage.ConnectionLostException;
import dev.serai.file.storage.LoginRefusedException;
import dev.serai.file.storage.UnreachableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says in the words of a storage what went wrong at a service. */
final class S3Failures {

    private static final Set<String> REFUSED_LOGINS = Set.of(
            "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "TokenRefreshRequired");

    private final S3Settings settings;

    S3Failures(S3Settings settings) {
        this.settings = settings;
    }

    /** @param path of the file that it was about */
    IOException of(String path, SdkException failure) {
        if (failure instanceof S3Exception answer) {
            return answered(path, answer);
        }
        if (failure instanceof AbortedException) {
            Thread.currentThread().interrupt();
            return because(new InterruptedIOException("the call was interrupted"), failure);
        }
        Throwable reason = failure;
        while (reason.getCause() != null && !isNoConnection(reason)) {
            reason = reason.getCause();
        }
        if (isNoConnection(reason)) {
            return new UnreachableException(sentence("cannot be reached: " + reason.getMessage() + "."), failure);
        }
        if (String.valueOf(failure.getMessage()).startsWith("Unable to load credentials")) {
            return new LoginRefusedException(
                    "There are no credentials for " + settings.service()
                            + ". Write connection.s3.accessKey and secretKey,"
                            + " or set what AWS's tools take: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile.",
                    failure);
        }
        return reason instanceof IOException || failure instanceof ApiCallAttemptTimeoutException
                ? new ConnectionLostException(reason)
                : new IOException(failure.getMessage(), failure);
    }

    private static boolean isNoConnection(Throwable reason) {
        return reason instanceof ConnectException
                || reason instanceof ConnectTimeoutException
                || reason instanceof UnknownHostException
                || reason instanceof NoRouteToHostException
                || reason instanceof SSLHandshakeException
                || reason instanceof SSLPeerUnverifiedException;
    }

    private IOException answered(String path, S3Exception answer) {
        String code =
                answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
                        ? ""
                        : answer.awsErrorDetails().errorCode();
        if (code.equals("NoSuchBucket")) {
            return new UnreachableException(
                    "There is no bucket '" + settings.bucket() + "' at " + settings.service()
                            + ". Create it, or check connection.s3.bucket.",
                    answer);
        }
        if (REFUSED_LOGINS.contains(code)) {
            return new LoginRefusedException(
                    sentence("refuses the credentials (" + code
                            + "). Check connection.s3.accessKey and secretKey, or what"
                            + " the environment says in their place."),
                    answer);
        }
        if (answer.statusCode() == 301 || code.equals("AuthorizationHeaderMalformed")) {
            return new UnreachableException(
                    "The bucket '" + settings.bucket() + "' is in another region. Check connection.s3.region.", answer);
        }
        if (code.equals("ConditionalRequestConflict")) {
            // Two write at once what must not be there.
            return because(new FileAlreadyExistsException(path), answer);
        }
        return because(
                switch (answer.statusCode()) {
                    case 403 ->
                        new AccessDeniedException(
                                path, null, "access is denied. Check what the credentials may do with the bucket");
                    case 404 -> new NoSuchFileException(path);
                    case 412 -> new FileAlreadyExistsException(path);
                    default -> new IOException("the service says: " + said(code, answer));
                },
                answer);
    }

    private static String said(String code, S3Exception answer) {
        String message = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorMessage();
        return "status " + answer.statusCode() + (code.isEmpty() ? "" : " " + code)
                + (message == null ? "" : ", " + message);
    }

    private String sentence(String text) {
        String service = settings.service();
        return Character.toUpperCase(service.charAt(0)) + service.substring(1) + " " + text;
    }

    private static IOException because(IOException failure, SdkException cause) {
        failure.initCause(cause);
        return failure;
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.s3;

import dev.serai.file.storage.ConnectionLostException;
import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A file that is read. One that is left before its end gives up its connection rather than read the rest. */
final class S3Content extends FilterInputStream {

    private final ResponseInputStream<GetObjectResponse> content;
    private boolean ended;

    S3Content(ResponseInputStream<GetObjectResponse> content) {
        super(content);
        this.content = content;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int read = super.read(target, offset, length);
            ended = read < 0;
            return read;
        } catch (SdkException e) {
            throw new IOException("what came is not what was stored: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ConnectionLostException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!ended) {
            content.abort();
        }
        super.close();
    }
}

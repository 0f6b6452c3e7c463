/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.ftp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.net.ftp.FTPClient;

/** A file that is read. What breaks off in the middle looks like the end: only the server knows, and is asked. */
final class FtpContent extends FilterInputStream {

    private final FTPClient client;
    private boolean ended;

    FtpContent(InputStream content, FTPClient client) {
        super(content);
        this.client = client;
    }

    /** Whether all of it was read, so that the server waits for the next command. */
    boolean ended() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        checkEnd(read);
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        checkEnd(read);
        return read;
    }

    private void checkEnd(int read) throws IOException {
        if (read < 0 && !ended) {
            if (!client.completePendingCommand()) {
                throw FtpStorage.failure(client);
            }
            ended = true;
        }
    }
}

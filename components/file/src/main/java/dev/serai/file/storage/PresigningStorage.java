/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.storage;

import java.io.IOException;
import java.time.Duration;

/** A storage that gives addresses by which whoever has one reaches one file for a while, without credentials. */
public interface PresigningStorage extends Storage {

    /** What an address is for. */
    enum Method {
        /** To read a file. */
        GET,
        /** To write a file, whether one is there or not. */
        PUT
    }

    /**
     * Signs an address; whether the file is there is not asked.
     *
     * @param validity from now
     */
    PresignedUrl presign(String path, Method method, Duration validity) throws IOException;
}

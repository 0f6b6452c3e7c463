/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.opentest4j.TestAbortedException;

/** The files and sockets that this process has open. */
final class OpenFiles {

    private OpenFiles() {}

    static long count() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            return system.getOpenFileDescriptorCount();
        }
        throw new TestAbortedException("This operating system does not tell how many files are open.");
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/** The runtime's classes and, above them, the jars of a workspace's {@code lib/}. */
public final class WorkspaceClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private WorkspaceClassLoader(URL[] jars, ClassLoader parent) {
        super("workspace", jars, parent);
    }

    /** Opens the jars; the caller closes the class loader when nothing of it is used any more. */
    public static WorkspaceClassLoader open(Workspace workspace) {
        List<Path> jars = workspace.libraries();
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            try {
                urls[i] = jars.get(i).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new WorkspaceException("The jar " + jars.get(i) + " cannot be loaded.", e);
            }
        }
        return new WorkspaceClassLoader(urls, WorkspaceClassLoader.class.getClassLoader());
    }
}

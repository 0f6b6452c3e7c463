/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
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

    /**
     * Unlike that of {@link URLClassLoader}, which closes with itself the jar that a resource lies in, though it is another
     * class loader's who reads from it too.
     */
    @Override
    public InputStream getResourceAsStream(String name) {
        InputStream ofRuntime = getParent().getResourceAsStream(name);
        if (ofRuntime != null) {
            return ofRuntime;
        }
        URL own = findResource(name);
        if (own == null) {
            return null;
        }
        try {
            URLConnection connection = own.openConnection();
            connection.setUseCaches(false);
            return connection.getInputStream();
        } catch (IOException e) {
            // What cannot be read is not there, as every class loader has it.
            return null;
        }
    }
}

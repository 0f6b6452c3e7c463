/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Caller;
import dev.serai.connector.DiscoveredResource;
import jakarta.mail.Folder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.angus.mail.imap.IMAPStore;

/** Finds the folders of a mailbox. */
final class FolderDiscovery {

    /** No more folders are told of. */
    private static final int MOST = 1000;

    private FolderDiscovery() {}

    static List<DiscoveredResource> discover(Connections<IMAPStore> connections, Caller caller) {
        return connections.use(caller, store -> {
            List<DiscoveredResource> found = new ArrayList<>();
            for (Folder folder : store.getDefaultFolder().list("*")) {
                if (found.size() < MOST && (folder.getType() & Folder.HOLDS_MESSAGES) != 0) {
                    found.add(new DiscoveredResource("folder", folder.getFullName(), "", List.of()));
                }
            }
            found.sort(Comparator.comparing(
                            (DiscoveredResource folder) -> !folder.name().equalsIgnoreCase("INBOX"))
                    .thenComparing(DiscoveredResource::name));
            return found;
        });
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.Filter;
import jakarta.mail.Flags.Flag;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * How a route receives mail.
 *
 * @param source names what is received, for what is remembered and for messages
 * @param search which messages
 * @param unseen whether only those that are not marked as seen, whose mark a person may set and take away
 * @param target where a message goes that the route is done with, when it is moved
 * @param failureTarget where one goes that the route failed for, when it is moved
 * @param attempts how often the route is given a message that it fails for
 * @param most how many messages one look gives at most
 */
record Receipt(
        String source,
        String folder,
        MessageSearch search,
        boolean unseen,
        After afterSuccess,
        String target,
        After afterFailure,
        String failureTarget,
        int attempts,
        int most,
        Duration pollInterval,
        Duration rememberFor) {

    /** What becomes of a message on the server. */
    enum After {
        SEEN,
        FLAG,
        MOVE,
        DELETE,
        LEAVE
    }

    /**
     * @param input of the operation {@code receive}, complete
     * @throws ConnectorException when the inputs do not fit together
     */
    static Receipt of(Caller caller, Map<String, Object> input) {
        After success = After.valueOf(((String) input.get("afterSuccess")).toUpperCase(Locale.ROOT));
        After failure = After.valueOf(((String) input.get("afterFailure")).toUpperCase(Locale.ROOT));
        String folder = FolderNames.checked((String) input.get("folder"), caller);
        boolean unseen = (Boolean) input.get("unseen");
        Object reader = input.get("reader");
        return new Receipt(
                caller.connector() + "/receive/" + folder + (reader == null ? "" : "#" + reader),
                folder,
                search(caller, input, unseen, success, failure),
                unseen,
                success,
                target(caller, input, "afterSuccess", success, "toFolder", folder),
                failure,
                target(caller, input, "afterFailure", failure, "failureFolder", folder),
                Math.toIntExact((Long) input.get("attempts")),
                Math.toIntExact((Long) input.get("maxMessages")),
                (Duration) input.get("pollInterval"),
                (Duration) input.get("rememberFor"));
    }

    private static MessageSearch search(
            Caller caller, Map<String, Object> input, boolean unseen, After success, After failure) {
        MessageSearch search;
        try {
            search = MessageSearch.of(Filter.parse((Map<?, ?>) input.getOrDefault("filters", Map.of())), caller);
        } catch (IllegalArgumentException e) {
            throw refused(caller, "'filters' cannot be read. " + e.getMessage());
        }
        search = search.and(MessageSearch.marked(Flag.DELETED, false));
        if (unseen) {
            search = search.and(MessageSearch.marked(Flag.SEEN, false));
        }
        return success == After.FLAG || failure == After.FLAG
                ? search.and(MessageSearch.marked(Flag.FLAGGED, false))
                : search;
    }

    private static String target(
            Caller caller, Map<String, Object> input, String option, After after, String targetOption, String folder) {
        String target = (String) input.get(targetOption);
        if (after == After.MOVE && target == null) {
            throw refused(
                    caller,
                    "'" + option + "' is 'move', but nothing says where to. Set '" + targetOption + "' to a folder.");
        }
        if (after != After.MOVE && target != null) {
            throw refused(
                    caller,
                    "'" + targetOption + "' is given, but '" + option
                            + "' is not 'move'. Set it, or leave the folder out.");
        }
        if (target != null && FolderNames.checked(target, caller).equals(folder)) {
            throw refused(
                    caller,
                    "'" + targetOption
                            + "' is the folder that is read. A message would come again and again. Name another.");
        }
        return target;
    }

    private static ConnectorException refused(Caller caller, String sentence) {
        return caller.failure(MailErrors.OPTION_REFUSED, sentence).build();
    }
}

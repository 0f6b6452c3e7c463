/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderClosedException;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.StoreClosedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ConnectionException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/**
 * Says in sentences what went wrong with one server.
 *
 * @param server as people know it: {@code smtp.example.com:465}
 * @param part where it is declared: {@code connection.smtp}
 */
record MailFailures(String server, String part) {

    /** A failure of connecting and signing in; nothing was sent. */
    ConnectorException opening(Caller caller, Exception failure) {
        List<Throwable> chain = chain(failure);
        String reason = reason(failure);
        if (failure instanceof AuthenticationFailedException) {
            return reason.matches("4\\d\\d.*")
                    ? unsent(caller, MailErrors.DEFERRED, "refused the sign-in for now: " + reason, failure)
                    : unsent(
                            caller,
                            MailErrors.ACCESS_REFUSED,
                            "refused the user: " + reason + " Check the username and the password or token",
                            failure);
        }
        if (find(chain, SSLException.class).isPresent() || reason.contains("STARTTLS")) {
            return unsent(
                    caller,
                    MailErrors.NOT_TRUSTED,
                    "made no encrypted connection: " + secureReason(chain, reason)
                            + " Check '" + part + ".security' and the port, and give the authority's certificate as"
                            + " 'connection.tls.ca' when it is not one that Java trusts",
                    failure);
        }
        if (find(chain, MailConnectException.class).isPresent()) {
            return unsent(
                    caller,
                    MailErrors.CANNOT_CONNECT,
                    "cannot be reached. Check '" + part + ".host' and '" + part + ".port', and whether it runs",
                    failure);
        }
        if (isTimeout(chain)) {
            return unsent(
                    caller,
                    MailErrors.TIMEOUT,
                    "took the connection but did not answer within 'options.readTimeout'",
                    failure);
        }
        return unsent(caller, MailErrors.CANNOT_CONNECT, "ended the connection at its beginning: " + reason, failure);
    }

    /** A failure of a call on a connection that was open. */
    ConnectorException calling(Caller caller, Exception failure) {
        List<Throwable> chain = chain(failure);
        if (failure instanceof FolderNotFoundException) {
            return of(caller, MailErrors.FOLDER_NOT_FOUND, "has no such folder: " + reason(failure), failure)
                    .build();
        }
        if (failure instanceof SendFailedException) {
            Optional<ConnectorException> refused = refusedRecipients(caller, chain, failure);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        Optional<SMTPSendFailedException> reply = find(chain, SMTPSendFailedException.class);
        if (reply.isPresent() && reply.get().getReturnCode() >= 400) {
            return refusedMessage(caller, reply.get(), failure);
        }
        if (isTimeout(chain)) {
            return of(
                            caller,
                            MailErrors.TIMEOUT,
                            "did not answer in time. It waits for 'options.readTimeout' for each answer",
                            failure)
                    .build();
        }
        if (find(chain, CommandFailedException.class).isPresent()
                && find(chain, ConnectionException.class).isEmpty()) {
            return of(caller, MailErrors.REFUSED, "refused: " + reason(failure), failure)
                    .build();
        }
        if (isLoss(chain, failure)) {
            return of(caller, MailErrors.CONNECTION_LOST, "was lost while the call was under way", failure)
                    .build();
        }
        return of(caller, MailErrors.REFUSED, "did not do it: " + reason(failure), failure)
                .build();
    }

    private static boolean isLoss(List<Throwable> chain, Exception failure) {
        return failure instanceof FolderClosedException
                || failure instanceof StoreClosedException
                || find(chain, ConnectionException.class).isPresent()
                || find(chain, IOException.class).isPresent()
                || find(chain, SMTPSendFailedException.class).isPresent()
                || String.valueOf(failure.getMessage()).contains("EOF");
    }

    private ConnectorException refusedMessage(Caller caller, SMTPSendFailedException reply, Exception failure) {
        boolean later = reply.getReturnCode() < 500;
        return of(
                        caller,
                        later ? MailErrors.DEFERRED : MailErrors.REFUSED,
                        "refused the message" + (later ? " for now: " : ": ") + reason(reply),
                        failure)
                .detail("status", reply.getReturnCode())
                // The server said that it did not take it.
                .neverSent()
                .build();
    }

    private Optional<ConnectorException> refusedRecipients(Caller caller, List<Throwable> chain, Exception failure) {
        Map<String, String> replies = new LinkedHashMap<>();
        boolean forGood = false;
        for (Throwable one : chain) {
            if (one instanceof SMTPAddressFailedException refused && refused.getReturnCode() >= 400) {
                replies.put(refused.getAddress().getAddress(), refused.getReturnCode() + " " + reason(refused));
                forGood |= refused.getReturnCode() >= 500;
            }
        }
        if (replies.isEmpty()) {
            return Optional.empty();
        }
        List<String> sentences = new ArrayList<>();
        replies.forEach((address, reply) -> sentences.add(address + " (" + reply + ")"));
        return Optional.of(of(
                        caller,
                        forGood ? MailErrors.RECIPIENTS_REFUSED : MailErrors.DEFERRED,
                        "refused recipients, and the message was sent to nobody: " + String.join(", ", sentences),
                        failure)
                .detail("refused", replies)
                .neverSent()
                .build());
    }

    private ConnectorException unsent(Caller caller, ErrorCode code, String what, Exception failure) {
        return of(caller, code, what, failure).neverSent().build();
    }

    private ConnectorException.Builder of(Caller caller, ErrorCode code, String what, Exception failure) {
        String end = what.endsWith(".") ? "" : ".";
        return caller.failure(code, "The server " + server + " " + what + end).cause(failure);
    }

    private static String secureReason(List<Throwable> chain, String reason) {
        return find(chain, SSLException.class).map(MailFailures::reason).orElse(reason);
    }

    /** Only the library's texts tell of a time-out that an IMAP connection met. */
    private static boolean isTimeout(List<Throwable> chain) {
        return chain.stream()
                .anyMatch(one -> one.toString().contains("SocketTimeoutException")
                        || String.valueOf(one.getMessage()).contains("Write timed out"));
    }

    private static String reason(Throwable failure) {
        String text = String.valueOf(failure.getMessage())
                .replaceAll("java[.\\w]*\\.(\\w+)", "$1")
                .replaceAll("\\s+", " ")
                .strip();
        return text.isEmpty() || text.endsWith(".") ? text : text + ".";
    }

    private static <T extends Throwable> Optional<T> find(List<Throwable> chain, Class<T> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** A failure and all that led to it: the library has a chain of its own beside Java's. */
    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        collect(failure, chain);
        return chain;
    }

    private static void collect(Throwable failure, List<Throwable> chain) {
        if (failure == null || chain.contains(failure)) {
            return;
        }
        chain.add(failure);
        if (failure instanceof MessagingException known) {
            collect(known.getNextException(), chain);
        }
        collect(failure.getCause(), chain);
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import com.icegreen.greenmail.imap.AuthorizationException;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/**
 * A mail server (GreenMail): SMTP and IMAP, in memory. It lets in only users that it was told of, and keeps mail for
 * everybody. What this class adds is that it can go away, keep callers waiting, and answer single commands as told; with a
 * certificate it speaks TLS from the first byte. It does not offer STARTTLS. Thread-safe.
 */
public final class MailServer extends StandIn {

    /** What callers do that counts as a call: a message begins, a folder is opened. */
    private static final Pattern CALL =
            Pattern.compile("(?:MAIL FROM:|[A-Z]+\\d+ (?:SELECT|EXAMINE) ).*", Pattern.DOTALL);

    private static final String BREAK = "break the connection";

    private final GreenMail server;
    private final CommandRelay smtpRelay;
    private final CommandRelay imapRelay;
    private final TcpProxy smtp;
    private final TcpProxy imap;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<String, String> replies = new ConcurrentHashMap<>();

    private MailServer(ServerSocketFactory sockets) {
        server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort(),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP).dynamicPort()
        });
        server.start();
        server.getUserManager().setAuthRequired(true);
        smtpRelay = new CommandRelay(server.getSmtp().getPort(), sockets, this::look);
        imapRelay = new CommandRelay(server.getImap().getPort(), sockets, this::look);
        smtp = TcpProxy.start("127.0.0.1", smtpRelay.port());
        imap = TcpProxy.start("127.0.0.1", imapRelay.port());
    }

    /** One whose connections are not encrypted. */
    public static MailServer start() {
        return new MailServer(ServerSocketFactory.getDefault());
    }

    /** One whose connections are encrypted. */
    public static MailServer start(SelfSignedCertificate certificate) {
        return new MailServer(certificate.serverContext().getServerSocketFactory());
    }

    private String look(String line, int peer) throws InterruptedException {
        if (CALL.matcher(line).matches() && fronts().stream().anyMatch(front -> front.carries(peer))) {
            calls.incrementAndGet();
            await(peer);
        }
        Optional<String> reply = replies.keySet().stream()
                .filter(beginning -> line.toUpperCase(Locale.ROOT).startsWith(beginning.toUpperCase(Locale.ROOT)))
                .findFirst()
                .map(replies::get);
        return reply.filter(BREAK::equals).isPresent() ? null : reply.orElse(CommandRelay.PASS);
    }

    /** Lets a user in from now on. */
    public void addUser(String address, String password) {
        server.setUser(address, address, password);
    }

    /** Where mail is taken, on the loopback interface. */
    public int smtpPort() {
        return smtp.port();
    }

    /** Where mail is kept, on the loopback interface. */
    public int imapPort() {
        return imap.port();
    }

    /** What stands before the server that takes mail. */
    public TcpProxy smtpNetwork() {
        return smtp;
    }

    /** What stands before the server that keeps mail. */
    public TcpProxy imapNetwork() {
        return imap;
    }

    /** Lines that begin so are answered so, and never come to the server. */
    public void answer(String beginning, String reply) {
        replies.put(beginning, reply);
    }

    /** The connection breaks at a line that begins so, also within a message. */
    public void breakAt(String beginning) {
        replies.put(beginning, BREAK);
    }

    /** Is as it was at first again, but for the mail that it keeps. */
    public void behave() {
        replies.clear();
    }

    /** Makes a folder of a user's mailbox. */
    public void createFolder(String user, String name) {
        try {
            server.getManagers().getImapHostManager().createMailbox(user(user), name);
        } catch (AuthorizationException | FolderException e) {
            throw new IllegalArgumentException("The folder " + name + " cannot be made.", e);
        }
    }

    /**
     * Puts a message into a folder.
     *
     * @param raw as it comes over the wire
     * @param received when it came
     */
    public void put(String user, String folder, String raw, Date received) {
        try {
            folder(user, folder).appendMessage(message(raw), new Flags(), received);
        } catch (MessagingException e) {
            throw new IllegalArgumentException("The message cannot be kept.", e);
        }
    }

    private static MimeMessage message(String raw) throws MessagingException {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** What a folder holds, the oldest first. */
    public List<MimeMessage> messages(String user, String folder) {
        return folder(user, folder).getMessages().stream()
                .map(StoredMessage::getMimeMessage)
                .toList();
    }

    /** The subjects of the messages of a folder, the oldest first. */
    public List<String> subjects(String user, String folder) {
        return messages(user, folder).stream().map(MailServer::subject).toList();
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException("The message has no subject that can be read.", e);
        }
    }

    /** How many messages of a folder nobody has marked as seen. */
    public long unseen(String user, String folder) {
        return marks(user, folder).stream()
                .filter(marks -> !marks.contains(Flags.Flag.SEEN))
                .count();
    }

    /** The marks of the messages of a folder, the oldest first. */
    public List<Flags> marks(String user, String folder) {
        return folder(user, folder).getMessages().stream()
                .map(StoredMessage::getFlags)
                .toList();
    }

    /** Removes all messages of a folder. */
    public void empty(String user, String folder) {
        folder(user, folder).deleteAllMessages();
    }

    private MailFolder folder(String user, String name) {
        MailFolder folder = server.getManagers().getImapHostManager().getFolder(user(user), name);
        if (folder == null) {
            throw new IllegalArgumentException("There is no folder " + name + ".");
        }
        return folder;
    }

    private GreenMailUser user(String address) {
        GreenMailUser user = server.getUserManager().getUserByEmail(address);
        if (user == null) {
            throw new IllegalArgumentException("There is no user " + address + ".");
        }
        return user;
    }

    /** Whether mail ever came for somebody. */
    public boolean knows(String address) {
        return server.getUserManager().getUserByEmail(address) != null;
    }

    @Override
    public int calls() {
        return calls.get();
    }

    /** Counts from nothing again. */
    public void forgetCalls() {
        calls.set(0);
    }

    @Override
    List<TcpProxy> fronts() {
        return List.of(smtp, imap);
    }

    @Override
    public void close() {
        release();
        smtp.close();
        imap.close();
        smtpRelay.close();
        imapRelay.close();
        server.stop();
    }
}

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.Filter;
import dev.serai.connector.Filter.Operator;
import jakarta.mail.Flags;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Message;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.BodyTerm;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.FromStringTerm;
import jakarta.mail.search.MessageIDTerm;
import jakarta.mail.search.ReceivedDateTerm;
import jakarta.mail.search.RecipientStringTerm;
import jakarta.mail.search.SearchTerm;
import jakarta.mail.search.SentDateTerm;
import jakarta.mail.search.SizeTerm;
import jakarta.mail.search.SubjectTerm;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.List;
import java.util.Locale;

/**
 * Conditions on messages, said in IMAP's own search. What IMAP cannot ask for is refused. Immutable once made.
 *
 * @param term null when there is none but those of numbers
 */
record MessageSearch(SearchTerm term, long firstUid, long lastUid) {

    static final MessageSearch ALL = new MessageSearch(null, 1, Long.MAX_VALUE);

    /** @throws ConnectorException for a condition that IMAP cannot ask for */
    static MessageSearch of(List<Filter> filters, Caller caller) {
        MessageSearch search = ALL;
        for (Filter filter : filters) {
            search = filter.field().equals("uid") ? search.numbered(filter, caller) : search.and(term(filter, caller));
        }
        return search;
    }

    /** The same search, and one condition more. */
    MessageSearch and(SearchTerm more) {
        return new MessageSearch(term == null ? more : new AndTerm(term, more), firstUid, lastUid);
    }

    MessageSearch after(long uid) {
        return new MessageSearch(term, Math.max(firstUid, uid + 1), lastUid);
    }

    MessageSearch before(long uid) {
        return new MessageSearch(term, firstUid, Math.min(lastUid, uid - 1));
    }

    /** A condition on one of the marks that a server keeps of a message. */
    static SearchTerm marked(Flag flag, boolean set) {
        return new FlagTerm(new Flags(flag), set);
    }

    /** What is found, in the order of the messages' numbers. */
    List<Message> in(OpenFolder folder) throws MessagingException {
        Message[] all = folder.between(firstUid, lastUid);
        if (term == null || all.length == 0) {
            return List.of(all);
        }
        return List.of(
                this.firstUid <= 1 && lastUid == Long.MAX_VALUE
                        ? folder.folder().search(term)
                        : folder.folder().search(term, all));
    }

    private MessageSearch numbered(Filter filter, Caller caller) {
        return switch (filter.operator()) {
            case EQ -> after(uid(filter, caller) - 1).before(uid(filter, caller) + 1);
            case GT -> after(uid(filter, caller));
            case GTE -> after(uid(filter, caller) - 1);
            case LT -> before(uid(filter, caller));
            case LTE -> before(uid(filter, caller) + 1);
            default -> throw unsupported(filter, "eq, gt, gte, lt and lte", caller);
        };
    }

    private static long uid(Filter filter, Caller caller) {
        return Uids.one(filter.value(), caller);
    }

    private static SearchTerm term(Filter filter, Caller caller) {
        return switch (filter.field()) {
            case "seen" -> flag(Flag.SEEN, filter, caller);
            case "flagged" -> flag(Flag.FLAGGED, filter, caller);
            case "answered" -> flag(Flag.ANSWERED, filter, caller);
            case "from" -> new FromStringTerm(part(filter, caller));
            case "to" -> new RecipientStringTerm(RecipientType.TO, part(filter, caller));
            case "cc" -> new RecipientStringTerm(RecipientType.CC, part(filter, caller));
            case "subject" -> new SubjectTerm(part(filter, caller));
            case "text" -> new BodyTerm(part(filter, caller));
            case "messageId" -> {
                require(filter, Operator.EQ, "eq", caller);
                yield new MessageIDTerm(String.valueOf(filter.value()));
            }
            case "size" -> new SizeTerm(size(filter, caller), Math.toIntExact(Uids.one(filter.value(), caller)));
            case "received" -> new ReceivedDateTerm(day(filter, caller), date(filter, caller));
            case "date" -> new SentDateTerm(day(filter, caller), date(filter, caller));
            default ->
                throw caller.failure(
                                ConnectorErrors.UNSUPPORTED,
                                "Messages cannot be searched by '" + filter.field()
                                        + "'. IMAP knows uid, seen, flagged, answered, from, to, cc, subject, text,"
                                        + " messageId, size, received and date.")
                        .neverSent()
                        .build();
        };
    }

    private static SearchTerm flag(Flag flag, Filter filter, Caller caller) {
        require(filter, Operator.EQ, "eq", caller);
        String value = String.valueOf(filter.value()).toLowerCase(Locale.ROOT);
        if (!value.equals("true") && !value.equals("false")) {
            throw refused(filter, "true or false", caller);
        }
        return marked(flag, value.equals("true"));
    }

    /** IMAP finds texts that hold another, in any case, and nothing finer. */
    private static String part(Filter filter, Caller caller) {
        require(filter, Operator.LIKE, "like, as in {like: '%invoice%'},", caller);
        String pattern = String.valueOf(filter.value());
        String text = pattern.length() > 2 ? pattern.substring(1, pattern.length() - 1) : "";
        boolean whole = pattern.startsWith("%") && pattern.endsWith("%") && !text.isEmpty();
        if (!whole || text.chars().anyMatch(c -> c == '%' || c == '_' || Character.isISOControl(c))) {
            throw refused(filter, "a text between two '%', without '%' and '_' in it, as '%invoice%'", caller);
        }
        return text;
    }

    private static int size(Filter filter, Caller caller) {
        return switch (filter.operator()) {
            case GT -> ComparisonTerm.GT;
            case LT -> ComparisonTerm.LT;
            default -> throw unsupported(filter, "gt and lt", caller);
        };
    }

    private static int day(Filter filter, Caller caller) {
        return switch (filter.operator()) {
            case GTE -> ComparisonTerm.GE;
            case LT -> ComparisonTerm.LT;
            default -> throw unsupported(filter, "gte and lt", caller);
        };
    }

    /** Dates without a time: IMAP compares by days. */
    private static Date date(Filter filter, Caller caller) {
        try {
            LocalDate day =
                    filter.value() instanceof LocalDate known ? known : LocalDate.parse(String.valueOf(filter.value()));
            return Date.from(day.atStartOfDay(ZoneId.systemDefault()).toInstant());
        } catch (DateTimeParseException e) {
            throw refused(filter, "a day such as 2026-11-30; IMAP compares by days", caller);
        }
    }

    private static void require(Filter filter, Operator operator, String named, Caller caller) {
        if (filter.operator() != operator) {
            throw unsupported(filter, named, caller);
        }
    }

    private static ConnectorException unsupported(Filter filter, String possible, Caller caller) {
        return caller.failure(
                        ConnectorErrors.UNSUPPORTED,
                        "The comparison '" + filter.operator().name().toLowerCase(Locale.ROOT) + "' of '"
                                + filter.field() + "' is one that IMAP cannot ask for. It knows " + possible
                                + " for it.")
                .neverSent()
                .build();
    }

    private static ConnectorException refused(Filter filter, String expected, Caller caller) {
        return caller.failure(
                        MailErrors.OPTION_REFUSED,
                        "The filter of '" + filter.field() + "' has the value '" + filter.value() + "'. Expected "
                                + expected + ".")
                .neverSent()
                .build();
    }
}

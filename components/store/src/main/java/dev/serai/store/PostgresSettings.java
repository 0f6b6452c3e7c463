/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A store on PostgreSQL 14 or later, in the schema {@code serai} of a database.
 *
 * @param url of the database, {@code jdbc:postgresql://host/database}; what the driver takes as options may follow
 * @param username may create a schema, or owns the schema {@code serai}
 * @param password empty when none is needed
 */
public record PostgresSettings(String url, String username, String password) implements StoreSettings {

    /** The server takes a moment to notice that the process before this one was killed. */
    private static final Duration LONGEST_WAIT_FOR_PREDECESSOR = Duration.ofSeconds(3);

    /** Of a command, which may as well leave a request for the process that has the store. */
    private static final Duration SHORT_WAIT = Duration.ofMillis(300);

    private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://([^/?]*)");
    private static final Pattern LOCAL =
            Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])?(:[0-9]*)?", Pattern.CASE_INSENSITIVE);

    @Override
    public PostgresStore open(Executor callbacks) {
        return PostgresStore.open(this, callbacks, LONGEST_WAIT_FOR_PREDECESSOR);
    }

    @Override
    public Optional<Store> tryOpen(Executor callbacks) {
        try {
            return Optional.of(PostgresStore.open(this, callbacks, SHORT_WAIT));
        } catch (StoreInUseException e) {
            return Optional.empty();
        }
    }

    @Override
    public StoreClient client() {
        return StoreClient.of(this);
    }

    /** The URL as messages name it: what follows the question mark may hold a password. */
    String address() {
        return url.replaceFirst("\\?.*", "");
    }

    /**
     * Whether connections go to this machine alone. Others are encrypted and the server's certificate is verified by the
     * authorities that Java trusts, unless the URL says with {@code sslmode} what else to do.
     */
    boolean isLocal() {
        Matcher hosts = HOSTS.matcher(url);
        return !hosts.lookingAt() || Arrays.stream(hosts.group(1).split(",")).allMatch(PostgresSettings::isLocal);
    }

    private static boolean isLocal(String host) {
        return LOCAL.matcher(host).matches();
    }

    boolean saysHowToEncrypt() {
        return url.contains("sslmode=");
    }

    @Override
    public String toString() {
        return "PostgresSettings[url=" + address() + ", username=" + username + "]";
    }
}

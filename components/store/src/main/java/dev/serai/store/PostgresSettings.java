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
 * @param heartbeat how often each process says that it lives; three of these after it died, others have taken over. At
 *     least {@link #SHORTEST_HEARTBEAT}; all processes on a database need the same
 */
public record PostgresSettings(String url, String username, String password, Duration heartbeat)
        implements StoreSettings {

    public static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(3);

    public static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(400);

    private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://([^/?]*)");
    private static final Pattern LOCAL =
            Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])?(:[0-9]*)?", Pattern.CASE_INSENSITIVE);

    /** @throws IllegalArgumentException when the heartbeat is too short */
    public PostgresSettings {
        if (heartbeat.compareTo(SHORTEST_HEARTBEAT) < 0) {
            throw new IllegalArgumentException(
                    "A heartbeat of " + heartbeat.toMillis() + " ms is too short: a moment in"
                            + " which the database is busy would end it. Expected at least "
                            + SHORTEST_HEARTBEAT.toMillis() + " ms.");
        }
    }

    /** With the {@link #DEFAULT_HEARTBEAT}. */
    public PostgresSettings(String url, String username, String password) {
        this(url, username, password, DEFAULT_HEARTBEAT);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public PostgresStore open(Executor callbacks) {
        return PostgresStore.open(this, callbacks);
    }

    @Override
    public Optional<Store> tryOpen(Executor callbacks) {
        return new PostgresDatabase(this).isInUse() ? Optional.empty() : Optional.of(open(callbacks));
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

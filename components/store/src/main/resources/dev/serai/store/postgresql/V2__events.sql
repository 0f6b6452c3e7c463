-- How far each bus is. Whoever appends holds its row, so that no position is seen before the ones below it.
CREATE TABLE event_bus (
    bus           TEXT   NOT NULL PRIMARY KEY,
    last_position BIGINT NOT NULL
);

CREATE TABLE event (
    bus         TEXT   NOT NULL,
    position    BIGINT NOT NULL,
    recipient   TEXT,            -- the only subscriber that it is for; null for all
    appended_at BIGINT NOT NULL, -- milliseconds since 1970
    content     BYTEA  NOT NULL,
    PRIMARY KEY (bus, position)
);

CREATE INDEX event_age ON event (bus, appended_at);

-- What subscribers could not be done with.
CREATE TABLE dead_event (
    bus        TEXT    NOT NULL,
    subscriber TEXT    NOT NULL,
    position   BIGINT  NOT NULL,
    failed_at  BIGINT  NOT NULL, -- milliseconds since 1970
    attempts   INTEGER NOT NULL,
    error      TEXT    NOT NULL,
    stack      TEXT    NOT NULL,
    content    BYTEA   NOT NULL,
    PRIMARY KEY (bus, subscriber, position)
);

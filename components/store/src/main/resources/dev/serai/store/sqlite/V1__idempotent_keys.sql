CREATE TABLE idempotent_key (
    repository  TEXT    NOT NULL,
    message_key TEXT    NOT NULL,
    seen_at     INTEGER NOT NULL, -- milliseconds since 1970
    PRIMARY KEY (repository, message_key)
) WITHOUT ROWID;

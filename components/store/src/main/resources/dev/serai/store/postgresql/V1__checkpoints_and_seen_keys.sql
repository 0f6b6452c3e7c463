CREATE TABLE checkpoint (
    source   TEXT   NOT NULL PRIMARY KEY,
    position TEXT,            -- null: the source was reset; its revisions go on, so that none comes twice
    revision BIGINT NOT NULL,
    saved_at BIGINT NOT NULL  -- milliseconds since 1970
);

CREATE TABLE seen_key (
    scope       TEXT   NOT NULL,
    message_key TEXT   NOT NULL,
    seen_at     BIGINT NOT NULL, -- milliseconds since 1970
    expires_at  BIGINT NOT NULL, -- milliseconds since 1970
    PRIMARY KEY (scope, message_key)
);

CREATE INDEX seen_key_expiry ON seen_key (expires_at);

CREATE TABLE checkpoint (
    source   TEXT   NOT NULL PRIMARY KEY,
    position TEXT,            -- null: the source was reset; its revisions go on, so that none comes twice
    revision BIGINT NOT NULL, -- BIGINT, because jOOQ reads an INTEGER as 32 bits
    saved_at BIGINT NOT NULL  -- milliseconds since 1970
) WITHOUT ROWID;

ALTER TABLE idempotent_key RENAME TO seen_key;
ALTER TABLE seen_key RENAME COLUMN repository TO scope;
ALTER TABLE seen_key ADD COLUMN expires_at BIGINT NOT NULL DEFAULT 0; -- milliseconds since 1970

-- Keys from before they had a time are kept for ten years.
UPDATE seen_key SET expires_at = seen_at + 315360000000;

CREATE INDEX seen_key_expiry ON seen_key (expires_at);

-- Executions that wait for a time, a signal or a child; order of the queue; what operators ask for.

ALTER TABLE execution ADD COLUMN priority INTEGER NOT NULL DEFAULT 5;  -- 1 to 10, 10 goes first
-- The place in the queue: a level of priority is worth 30 seconds of waiting.
ALTER TABLE execution ADD COLUMN rank BIGINT GENERATED ALWAYS AS (due_at + (10 - priority) * 30000) VIRTUAL;
ALTER TABLE execution ADD COLUMN concurrency_key TEXT;                 -- those with the same one share a limit
ALTER TABLE execution ADD COLUMN labels TEXT;                          -- a JSON object of texts
ALTER TABLE execution ADD COLUMN entry TEXT;                           -- the step at which it begins; null for the route's beginning
ALTER TABLE execution ADD COLUMN cancel_with_parent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE execution ADD COLUMN origin_id TEXT;                       -- the execution that this one is a fork of
ALTER TABLE execution ADD COLUMN origin_step TEXT;                     -- the first step that the fork runs itself
ALTER TABLE execution ADD COLUMN deadline_at BIGINT;                   -- when its time is over; null for never

DROP INDEX execution_unfinished;
CREATE INDEX execution_turn ON execution (workflow, version, rank) WHERE status IN ('QUEUED', 'RUNNING', 'SUSPENDED');
CREATE INDEX execution_due ON execution (workflow, version, due_at) WHERE status IN ('QUEUED', 'RUNNING', 'SUSPENDED');
CREATE INDEX execution_children ON execution (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX execution_finished ON execution (finished_at) WHERE finished_at IS NOT NULL;

-- Keys outlive the executions that they named.
CREATE TABLE start_key (
    workflow        TEXT    NOT NULL,
    idempotency_key TEXT    NOT NULL,
    execution_id    TEXT    NOT NULL,
    expires_at      BIGINT  NOT NULL, -- 4611686018427387903 for never
    PRIMARY KEY (workflow, idempotency_key)
) WITHOUT ROWID;

INSERT INTO start_key SELECT workflow, idempotency_key, id, 4611686018427387903 FROM execution
    WHERE idempotency_key IS NOT NULL;
DROP INDEX execution_by_key;

ALTER TABLE step_record ADD COLUMN covered BIGINT NOT NULL DEFAULT 0;  -- the sequence of the record that stands for it at replay
ALTER TABLE step_record ADD COLUMN visits BLOB;                        -- of a record that stands for others: how often the steps inside were come by
-- A replay loads these alone, however long the history is.
CREATE INDEX step_record_to_replay ON step_record (execution_id, sequence) WHERE covered = 0 AND discarded = 0;

-- Bytes too large for the rows that mention them, once for each execution.
CREATE TABLE large_value (
    execution_id TEXT NOT NULL,
    hash         BLOB NOT NULL, -- SHA-256 of the content
    content      BLOB NOT NULL, -- compressed (zlib)
    PRIMARY KEY (execution_id, hash)
);

-- What a step of an execution waits for.
CREATE TABLE step_wait (
    execution_id TEXT    NOT NULL,
    step         TEXT    NOT NULL,           -- the step's key
    kind         TEXT    NOT NULL,           -- TIMER, SIGNAL, CHILD
    subject      TEXT,                       -- the signal's name, the child's id; null for a timer
    since        BIGINT  NOT NULL,
    due_at       BIGINT  NOT NULL,           -- of the timer, or when the wait is given up; 4611686018427387903 for never
    over         INTEGER NOT NULL DEFAULT 0, -- 1 when its end is known to the execution
    PRIMARY KEY (execution_id, step)
) WITHOUT ROWID;

CREATE INDEX step_wait_open ON step_wait (execution_id) WHERE over = 0;
CREATE INDEX step_wait_for_child ON step_wait (subject) WHERE kind = 'CHILD' AND over = 0;

CREATE TABLE signal (
    execution_id TEXT    NOT NULL,
    id           TEXT    NOT NULL,           -- UUID version 7, or the sender's own: a repeated send is one signal
    name         TEXT    NOT NULL,
    payload      BLOB    NOT NULL,           -- a message, encoded
    sent_at      BIGINT  NOT NULL,
    taken_by     TEXT,                       -- the key of the step that got it
    PRIMARY KEY (execution_id, id)
) WITHOUT ROWID;

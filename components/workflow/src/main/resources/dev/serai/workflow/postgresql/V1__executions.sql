-- The tables are those of SQLite, where each step to them is told. Texts by which rows are told from each other or put
-- into an order are compared byte by byte, as there and whatever the database's locale is.

-- All times: milliseconds since 1970; 4611686018427387903 for never.

CREATE TABLE workflow_version (
    workflow   TEXT COLLATE "C" NOT NULL,
    version    TEXT COLLATE "C" NOT NULL, -- the content's hash
    created_at BIGINT NOT NULL,
    steps      TEXT,                      -- the paths of its steps, one in a line; null when not known
    used_at    BIGINT,                    -- when it last became the version of new executions
    PRIMARY KEY (workflow, version)
);

-- What a version was defined in: several files, or the parts of them that it needs.
CREATE TABLE workflow_source (
    workflow  TEXT COLLATE "C" NOT NULL,
    version   TEXT COLLATE "C" NOT NULL,
    position  INTEGER NOT NULL,
    file_name TEXT    NOT NULL,
    source    TEXT    NOT NULL,
    PRIMARY KEY (workflow, version, position)
);

-- Which version new executions get.
CREATE TABLE workflow_current (
    workflow TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version  TEXT COLLATE "C" NOT NULL,
    defined  TEXT COLLATE "C" NOT NULL, -- what the files define: another one than the version after a rollback
    since    BIGINT NOT NULL
);

-- What holds for a workflow as a whole.
CREATE TABLE workflow (
    name              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    current_version   TEXT COLLATE "C" NOT NULL, -- which new executions get
    execution_timeout BIGINT,                    -- of the current version, in milliseconds; null for none
    paused_at         BIGINT                     -- since when no new execution begins; null when they do
);

-- What people call a workflow.
CREATE TABLE workflow_description (
    workflow    TEXT COLLATE "C" NOT NULL,
    version     TEXT COLLATE "C" NOT NULL,
    description TEXT,
    category    TEXT,
    owner       TEXT,
    stage       TEXT   NOT NULL, -- draft, active, deprecated
    tags        TEXT   NOT NULL, -- a JSON array of texts
    seen_at     BIGINT NOT NULL, -- when it last became the current version
    PRIMARY KEY (workflow, version)
);

-- The application's classes that a version's steps name: they are no part of the version, so it is noted when they change.
CREATE TABLE used_class (
    workflow   TEXT COLLATE "C" NOT NULL,
    version    TEXT COLLATE "C" NOT NULL,
    class_name TEXT COLLATE "C" NOT NULL,
    digest     TEXT NOT NULL, -- SHA-256 of the class file that was seen last
    changed_at BIGINT,        -- when another one was seen last; null when there was only one
    PRIMARY KEY (workflow, version, class_name)
);

CREATE TABLE execution (
    id                 TEXT COLLATE "C" NOT NULL PRIMARY KEY, -- UUID version 7, so rows lie in the order of their start
    workflow           TEXT COLLATE "C" NOT NULL,
    version            TEXT COLLATE "C" NOT NULL,
    status             TEXT COLLATE "C" NOT NULL, -- QUEUED, RUNNING, SUSPENDED, PAUSED, COMPLETED, DEAD_LETTER, CANCELLED
    idempotency_key    TEXT COLLATE "C",
    parent_id          TEXT COLLATE "C",
    input              BYTEA   NOT NULL,
    output             BYTEA,
    attempt            INTEGER NOT NULL, -- from 1
    due_at             BIGINT  NOT NULL,
    created_at         BIGINT  NOT NULL,
    started_at         BIGINT,           -- of the first attempt
    finished_at        BIGINT,
    error_class        TEXT,             -- of the last attempt that failed
    error_message      TEXT,
    error_step         TEXT COLLATE "C",
    error_trace        TEXT,
    priority           INTEGER NOT NULL DEFAULT 5, -- 1 to 10, 10 goes first
    -- The place in the queue: a level of priority is worth 30 seconds of waiting.
    rank               BIGINT GENERATED ALWAYS AS (due_at + (10 - priority) * 30000) STORED,
    concurrency_key    TEXT COLLATE "C", -- those with the same one share a limit
    labels             TEXT,             -- a JSON object of texts
    entry              TEXT COLLATE "C", -- the step at which it begins; null for the route's beginning
    cancel_with_parent INTEGER NOT NULL DEFAULT 0,
    origin_id          TEXT COLLATE "C", -- the execution that this one is a fork of
    origin_step        TEXT COLLATE "C", -- the first step that the fork runs itself
    deadline_at        BIGINT,           -- when its time is over; null for never
    requested          TEXT COLLATE "C"  -- CANCEL, PAUSE or EXPIRE: what its next border brings
) WITH (fillfactor = 80);

CREATE INDEX execution_turn ON execution (workflow, version, rank) WHERE status IN ('QUEUED', 'RUNNING', 'SUSPENDED');
CREATE INDEX execution_due ON execution (workflow, version, due_at, status) WHERE status IN ('QUEUED', 'RUNNING', 'SUSPENDED');
CREATE INDEX execution_key_turn ON execution (workflow, version, concurrency_key, rank)
    WHERE concurrency_key IS NOT NULL AND status IN ('QUEUED', 'RUNNING', 'SUSPENDED');
CREATE INDEX execution_deadline ON execution (deadline_at)
    WHERE deadline_at IS NOT NULL AND status IN ('QUEUED', 'RUNNING', 'SUSPENDED');
CREATE INDEX execution_requested ON execution (id) WHERE requested IS NOT NULL;
-- A start looks for what ran when the last process ended, among any number that wait.
CREATE INDEX execution_running ON execution (id) WHERE status = 'RUNNING';
-- A child is known by its parent and the key of the step that started it.
CREATE INDEX execution_children ON execution (parent_id, idempotency_key) WHERE parent_id IS NOT NULL;
CREATE INDEX execution_finished ON execution (finished_at) WHERE finished_at IS NOT NULL;
-- Looking for executions of one workflow, and for dead letters, among millions of others.
CREATE INDEX execution_of_workflow ON execution (workflow, id);
CREATE INDEX execution_dead ON execution (workflow, id) WHERE status = 'DEAD_LETTER';
CREATE INDEX execution_forks ON execution (origin_id) WHERE origin_id IS NOT NULL;

-- Keys outlive the executions that they named.
CREATE TABLE start_key (
    workflow        TEXT COLLATE "C" NOT NULL,
    idempotency_key TEXT COLLATE "C" NOT NULL,
    execution_id    TEXT COLLATE "C" NOT NULL,
    expires_at      BIGINT NOT NULL,
    PRIMARY KEY (workflow, idempotency_key)
);

CREATE TABLE step_record (
    execution_id    TEXT COLLATE "C" NOT NULL,
    sequence        BIGINT  NOT NULL, -- from 1, in the order of completion
    step            TEXT COLLATE "C" NOT NULL, -- path in the model, with visits and branches
    attempt         INTEGER NOT NULL,
    redelivery      INTEGER NOT NULL, -- 1 when it repeats the visit before it
    discarded       INTEGER NOT NULL, -- 1 when a later attempt does not replay it
    idempotency_key TEXT COLLATE "C",
    started_at      BIGINT  NOT NULL,
    finished_at     BIGINT  NOT NULL,
    input           BYTEA,            -- the body before the step; null when it was a stream or large
    change          BYTEA   NOT NULL, -- what the step did to the message
    failure         BYTEA,            -- null when it succeeded
    secrets         TEXT,             -- names of fields that only the step may see, each after a space; null for none
    covered         BIGINT  NOT NULL DEFAULT 0, -- the sequence of the record that stands for it at replay
    visits          BYTEA,            -- of a record that stands for others: how often the steps inside were come by
    PRIMARY KEY (execution_id, sequence)
);

-- A replay loads these alone, however long the history is.
CREATE INDEX step_record_to_replay ON step_record (execution_id, sequence) WHERE covered = 0 AND discarded = 0;

-- Bytes too large for the rows that mention them, once for each execution.
CREATE TABLE large_value (
    execution_id TEXT COLLATE "C" NOT NULL,
    hash         BYTEA NOT NULL, -- SHA-256 of the content
    content      BYTEA NOT NULL, -- compressed (zlib)
    PRIMARY KEY (execution_id, hash)
);
ALTER TABLE large_value ALTER COLUMN content SET STORAGE EXTERNAL;

-- What a step of an execution waits for.
CREATE TABLE step_wait (
    execution_id TEXT COLLATE "C" NOT NULL,
    step         TEXT COLLATE "C" NOT NULL,  -- the step's key
    kind         TEXT COLLATE "C" NOT NULL,  -- TIMER, SIGNAL, CHILD
    subject      TEXT COLLATE "C",           -- the signal's name, the child's id; null for a timer
    since        BIGINT  NOT NULL,
    due_at       BIGINT  NOT NULL,           -- of the timer, or when the wait is given up
    over         INTEGER NOT NULL DEFAULT 0, -- 1 when its end is known to the execution
    title        TEXT,                       -- what people are asked; null when no person is
    approvers    TEXT,                       -- who may answer, a JSON array of names; null for anybody
    PRIMARY KEY (execution_id, step)
);

CREATE INDEX step_wait_open ON step_wait (execution_id) WHERE over = 0;
CREATE INDEX step_wait_for_child ON step_wait (subject) WHERE kind = 'CHILD' AND over = 0;
CREATE INDEX step_wait_for_person ON step_wait (subject) WHERE title IS NOT NULL;

CREATE TABLE signal (
    execution_id TEXT COLLATE "C" NOT NULL,
    id           TEXT COLLATE "C" NOT NULL,  -- UUID version 7, or the sender's own: a repeated send is one signal
    name         TEXT COLLATE "C" NOT NULL,
    payload      BYTEA  NOT NULL,            -- a message, encoded
    sent_at      BIGINT NOT NULL,
    taken_by     TEXT COLLATE "C",           -- the key of the step that got it
    PRIMARY KEY (execution_id, id)
);

-- What people did to an execution, and the failure that it had then.
CREATE TABLE intervention (
    execution_id   TEXT COLLATE "C" NOT NULL,
    id             TEXT COLLATE "C" NOT NULL,  -- the request's, UUID version 7: a request that comes twice is one
    kind           TEXT COLLATE "C" NOT NULL,  -- REPLAY, RESTART, DISCARD, FORK
    done_at        BIGINT  NOT NULL,
    done_by        TEXT    NOT NULL,
    reason         TEXT,
    after_sequence BIGINT  NOT NULL,           -- the last record before it; 0 when there was none
    edit_place     TEXT COLLATE "C",           -- BEGINNING, BEFORE, AFTER; null when the message stayed
    edit_step      TEXT COLLATE "C",           -- before or after this step
    change         BYTEA,                      -- what was done to the message
    discarded      INTEGER NOT NULL DEFAULT 0, -- 1 when a later restart does not apply the edit
    attempt        INTEGER NOT NULL,
    error_class    TEXT,
    error_message  TEXT,
    error_step     TEXT,
    error_trace    TEXT,
    PRIMARY KEY (execution_id, id)
);

-- Messages that an aggregate step collects until the group is complete.
CREATE TABLE aggregate_group (
    workflow     TEXT COLLATE "C" NOT NULL,
    step         TEXT COLLATE "C" NOT NULL,  -- the aggregate step's path
    correlation  TEXT COLLATE "C" NOT NULL,  -- what the messages of the group have in common
    execution_id TEXT COLLATE "C" NOT NULL,  -- that its output will have
    revision     BIGINT NOT NULL,            -- from 1; each contribution counts it up
    version      TEXT COLLATE "C" NOT NULL,  -- of the last contribution
    state        BYTEA  NOT NULL,            -- what was aggregated so far, encoded
    due_at       BIGINT NOT NULL,            -- when it is complete by itself
    PRIMARY KEY (workflow, step, correlation)
);

CREATE INDEX aggregate_group_due ON aggregate_group (due_at);

-- What was contributed, so that a step that is repeated contributes once. Kept as long as the execution.
CREATE TABLE aggregate_contribution (
    execution_id    TEXT COLLATE "C" NOT NULL,
    idempotency_key TEXT COLLATE "C" NOT NULL, -- the step's
    output_id       TEXT COLLATE "C" NOT NULL, -- the execution that the group's output is, or will be
    PRIMARY KEY (execution_id, idempotency_key)
);

-- What other processes ask of the runtime.
CREATE TABLE command (
    id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kind       TEXT   NOT NULL,
    argument   TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    outcome    TEXT             -- null until the runtime has carried it out
);

CREATE INDEX command_open ON command (id) WHERE outcome IS NULL;

-- Counters of executions, kept by triggers so that no change of a status can miss them: all that were started, and those
-- that are neither queued nor running. What is deleted when its time is over stays counted.
CREATE TABLE workflow_statistics (
    workflow   TEXT COLLATE "C" NOT NULL,
    status     TEXT COLLATE "C" NOT NULL, -- of the execution, or STARTED for all
    executions BIGINT NOT NULL,
    attempts   BIGINT NOT NULL,
    duration   BIGINT NOT NULL, -- milliseconds from the start of the first attempt to the end, summed up
    PRIMARY KEY (workflow, status)
) WITH (fillfactor = 50);

-- Once for a statement and not for a row: one statement starts many executions, which are mostly of one workflow.
CREATE FUNCTION count_started() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO serai.workflow_statistics AS known (workflow, status, executions, attempts, duration)
    SELECT workflow, 'STARTED', count(*), 0, 0 FROM added GROUP BY workflow ORDER BY workflow
    ON CONFLICT (workflow, status) DO UPDATE SET executions = known.executions + excluded.executions;
    RETURN NULL;
END $$;

CREATE TRIGGER execution_started AFTER INSERT ON execution
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_started();

CREATE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO serai.workflow_statistics AS known (workflow, status, executions, attempts, duration)
    SELECT workflow, status, sum(n), sum(n * attempt), sum(n * duration) FROM (
        SELECT NEW.workflow, NEW.status, 1 AS n, NEW.attempt,
            coalesce(NEW.finished_at - NEW.started_at, 0) AS duration
        UNION ALL
        SELECT OLD.workflow, OLD.status, -1, OLD.attempt, coalesce(OLD.finished_at - OLD.started_at, 0)
    ) AS changed WHERE status NOT IN ('QUEUED', 'RUNNING') GROUP BY workflow, status ORDER BY workflow, status
    ON CONFLICT (workflow, status) DO UPDATE SET executions = known.executions + excluded.executions,
        attempts = known.attempts + excluded.attempts, duration = known.duration + excluded.duration;
    RETURN NULL;
END $$;

CREATE TRIGGER execution_changed_status AFTER UPDATE OF status ON execution
    FOR EACH ROW WHEN (NEW.status <> OLD.status AND (NEW.status NOT IN ('QUEUED', 'RUNNING')
        OR OLD.status NOT IN ('QUEUED', 'RUNNING'))) EXECUTE FUNCTION count_change();

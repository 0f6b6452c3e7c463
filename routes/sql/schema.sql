-- Run at every start, so each statement changes nothing where its table is there.
CREATE TABLE IF NOT EXISTS articles (
    number TEXT PRIMARY KEY,
    name   TEXT NOT NULL,
    stock  INTEGER NOT NULL DEFAULT 0 CHECK (stock >= 0)
);

-- Numbered in the order in which they happened; no number comes twice.
CREATE TABLE IF NOT EXISTS movements (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    article TEXT NOT NULL REFERENCES articles (number),
    amount  INTEGER NOT NULL
);

-- The books have a row for each movement, under its number.
CREATE TABLE IF NOT EXISTS bookings (
    id      INTEGER PRIMARY KEY,
    article TEXT NOT NULL,
    amount  INTEGER NOT NULL
);

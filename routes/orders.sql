-- Runs whenever the connector 'orders-db' connects, so it must change nothing the second time.
CREATE TABLE IF NOT EXISTS orders (
    order_number  TEXT    NOT NULL PRIMARY KEY,
    ordered_on    TEXT    NOT NULL, -- YYYY-MM-DD
    customer_name TEXT    NOT NULL,
    email         TEXT    NOT NULL,
    street        TEXT    NOT NULL,
    city          TEXT    NOT NULL,
    postcode      TEXT    NOT NULL,
    country       TEXT    NOT NULL, -- ISO 3166, two letters
    total_cents   INTEGER NOT NULL,
    note          TEXT    NOT NULL
);

-- The primary keys are what 'onConflict: ignore' goes by.
CREATE TABLE IF NOT EXISTS order_lines (
    order_number TEXT    NOT NULL REFERENCES orders (order_number),
    line         INTEGER NOT NULL, -- from 1
    sku          TEXT    NOT NULL,
    quantity     INTEGER NOT NULL,
    PRIMARY KEY (order_number, line)
);

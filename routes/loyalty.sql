-- Runs whenever the connector 'loyalty-db' connects, so it must change nothing the second time.
CREATE TABLE IF NOT EXISTS bookings (
    order_number TEXT    NOT NULL PRIMARY KEY,
    email        TEXT    NOT NULL,
    points       INTEGER NOT NULL
);

CREATE VIEW IF NOT EXISTS balances AS
    SELECT email, SUM(points) AS points FROM bookings GROUP BY email;

-- Runs whenever the connector 'loyalty-db' connects, so it must change nothing the second time.
CREATE TABLE IF NOT EXISTS loyalty_bookings (
    order_number TEXT    NOT NULL PRIMARY KEY,
    email        TEXT    NOT NULL,
    points       INTEGER NOT NULL
);

CREATE VIEW IF NOT EXISTS loyalty_balances AS
    SELECT email, SUM(points) AS points FROM loyalty_bookings GROUP BY email;

/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.jooq.SQLDialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A statement that begins or ends a transaction is found wherever it stands, and nothing else is taken for one. */
class TransactionControlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POSTGRES | COMMIT
                    POSTGRES | /* x */ COMMIT
                    POSTGRES | /* a /* b */ c */ COMMIT
                    POSTGRES | ; ;rollback work
                    POSTGRES | SELECT 1; -- then%nEND
                    MARIADB  | # x%nCOMMIT
                    MYSQL    | START%n TRANSACTION
                    SQLITE   | -- x%n  -- y%nROLLBACK
                    H2       | SELECT $$;COMMIT$$; ABORT
                    """)
    void whatBeginsOrEndsATransactionIsFound(SQLDialect dialect, String sql) {
        assertThat(TransactionControl.isIn(sql.replace("%n", "\n"), dialect)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POSTGRES | SELECT 'x; COMMIT'
                    POSTGRES | INSERT INTO t VALUES ('a;b'); -- then;COMMIT
                    POSTGRES | SELECT $body$ ; COMMIT $body$
                    POSTGRES | INSERT INTO commits VALUES (1); SELECT commit FROM commits
                    POSTGRES | ROLLBACK TO SAVEPOINT a
                    SQLITE   | ROLLBACK TRANSACTION TO a
                    POSTGRES | SAVEPOINT a; RELEASE SAVEPOINT a
                    POSTGRES | /* COMMIT */ SELECT 1 -- ; COMMIT
                    SQLITE   | CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; END
                    MARIADB  | SELECT `;COMMIT`, ";COMMIT" # ;COMMIT
                    """)
    void nothingElseIsTakenForOne(SQLDialect dialect, String sql) {
        assertThat(TransactionControl.isIn(sql, dialect)).isFalse();
    }
}

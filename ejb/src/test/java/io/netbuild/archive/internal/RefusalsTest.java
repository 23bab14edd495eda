package io.netbuild.archive.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.Placement;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class RefusalsTest {

    /** As PostgreSQL sends it. */
    private static PSQLException said(String state, String message, String table) {
        return new PSQLException(new ServerErrorMessage("SERROR\0C%s\0M%s\0t%s\0\0".formatted(state, message, table)));
    }

    private static NetBuildException refused(PSQLException said) {
        TenantId acme = new TenantId("acme");
        return Refusals.of(acme, Placement.of(acme, Isolation.SHARED, Placement.MAIN_SERVER), said);
    }

    @Test
    void takenIdsShouldNameTheirTableInPlainWords() {
        NetBuildException refused =
                refused(said("23505", "duplicate key value violates \"act_hi_comment_pkey\"", "act_hi_comment"));

        assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(refused.getMessage())
                .contains(
                        "Ids of the archive are taken in schema shared of database netbuild by other rows of table act_hi_comment, and nothing was imported")
                .doesNotContain("pkey", "ERROR");
    }

    @Test
    void aValueThatCannotBeReadShouldBeTold() {
        NetBuildException refused = refused(said("22P02", "invalid input syntax for type bigint: \"x\"", ""));

        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(refused.getMessage())
                .contains("values that PostgreSQL can read: invalid input syntax")
                .doesNotContain("ERROR");
    }
}

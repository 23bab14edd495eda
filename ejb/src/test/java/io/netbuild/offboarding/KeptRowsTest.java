package io.netbuild.offboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeptRowsTest {

    private static TableRows rows(String schema, String table, long rows) {
        return new TableRows("default", "netbuild", schema, table, rows);
    }

    @Test
    void whatStaysShouldBeToldWithItsReason() {
        List<ErasureCertificate.Kept> kept = KeptRows.of(List.of(
                rows("netbuild", "audit_log", 41),
                rows("netbuild", "erasure_certificates", 0),
                rows("netbuild", "tenants", 1),
                rows("shared", "audit_log", 3)));

        assertThat(kept).singleElement().satisfies(one -> {
            assertThat(one.place()).isEqualTo("default/netbuild netbuild.audit_log");
            assertThat(one.rows()).isEqualTo(41);
            assertThat(one.reason()).contains("chained by hashes");
        });
        assertThat(KeptRows.isKept(rows("shared", "audit_log", 3))).isFalse();
    }
}

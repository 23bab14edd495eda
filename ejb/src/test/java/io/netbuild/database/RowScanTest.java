package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.offboarding.internal.RowScan;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever table holds a row of a tenant, it is found. */
class RowScanTest {

    private static final String TENANT = "planted";

    static Stream<TenantTablesTest.Subject> subjects() throws SQLException {
        return TenantTablesTest.subjects();
    }

    /** @param schemas null for all */
    private static List<RowScan.Count> found(Transaction transaction, @Nullable List<String> schemas)
            throws SQLException {
        transaction.as(TestDatabase.SYSTEM, null);
        RowScan.Result result = RowScan.of(transaction.connection(), TENANT, schemas);
        assertThat(result.blind()).isEmpty();
        return result.counts().stream().filter(count -> count.rows() > 0).toList();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void aRowShouldBeFoundInEachTable(TenantTablesTest.Subject subject) throws SQLException {
        try (Transaction transaction = Transaction.ofAdmin()) {
            TenantTablesTest.insertRow(transaction, subject, TENANT);

            assertThat(found(transaction, List.of(subject.schema())))
                    .containsExactly(
                            new RowScan.Count(subject.schema(), subject.table().name(), 1));
        }
    }

    /** What is planted above is planted everywhere: in each table that the catalogue knows to have a column for tenants. */
    @Test
    void rowsInAllTablesShouldBeFoundByOneLook() throws SQLException {
        List<TenantTablesTest.Subject> subjects = subjects().toList();
        try (Transaction transaction = Transaction.ofAdmin()) {
            assertThat(subjects.stream().map(TenantTablesTest.Subject::name))
                    .containsAll(
                            transaction.column(
                                    """
                            select distinct n.nspname || '.' || c.relname
                            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
                            where n.nspname in ('netbuild', 'shared', 'tenant_gamma') and c.relkind in ('r', 'p') and not c.relispartition
                              and a.attname in ('tenant_id', 'tenant_id_', 'rls_tenant_') and not a.attisdropped
                            """));
            for (TenantTablesTest.Subject subject : subjects) {
                TenantTablesTest.insertRow(transaction, subject, TENANT);
            }

            assertThat(found(transaction, null))
                    .containsExactlyInAnyOrderElementsOf(subjects.stream()
                            .map(subject -> new RowScan.Count(
                                    subject.schema(), subject.table().name(), 1))
                            .toList());
        }
    }

    @Test
    void nothingShouldBeFoundOfATenantThatHasNothing() throws SQLException {
        try (Transaction transaction = Transaction.ofAdmin()) {
            assertThat(found(transaction, null)).isEmpty();
        }
    }

    @Test
    void aTableThatNobodyHasDecidedAboutShouldBeLookedInto() throws SQLException {
        try (Transaction transaction = Transaction.ofAdmin()) {
            transaction.execute(
                    "create table shared.extra as select 'planted'::text as rls_tenant_ from generate_series(1, 3); grant select on shared.extra to netbuild_system");

            assertThat(found(transaction, null)).containsExactly(new RowScan.Count("shared", "extra", 3));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "revoke select on shared.extra from netbuild_system",
                "alter table shared.extra enable row level security",
                "alter table shared.extra enable row level security; create policy part_of on shared.extra to netbuild_system using (tenant_id = 'other')",
                "create policy fewer on shared.extra as restrictive to netbuild_system using (false)"
            })
    void aTableWhoseRowsCannotBeSeenShouldBeTold(String hiding) throws SQLException {
        try (Transaction transaction = Transaction.ofAdmin()) {
            transaction.execute(
                    "create table shared.extra (tenant_id text); grant select on shared.extra to netbuild_system; "
                            + hiding);
            transaction.as(TestDatabase.SYSTEM, null);

            assertThat(RowScan.of(transaction.connection(), TENANT, null).blind())
                    .containsExactly("\"shared\".\"extra\"");
        }
    }
}

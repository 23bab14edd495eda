package io.netbuild.archive.internal;

import io.netbuild.rows.RowReading;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the platform itself knows of a tenant, without anything that proves who somebody is. */
public final class PlatformRecords {

    private static final Map<String, String> QUERIES = queries();

    private final Connection connection;
    private final String tenant;

    /** @param connection of the system to the platform's database */
    public PlatformRecords(Connection connection, String tenant) {
        this.connection = connection;
        this.tenant = tenant;
    }

    private static Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put(
                "tenant",
                "select id, external_key, name, organisation, email_domain, tier, status, limits, labels, created_at, updated_at from netbuild.tenants where id = ?");
        queries.put(
                "members",
                "select m.user_id, u.display_name, u.email, u.status, m.role, m.groups, m.created_at from netbuild.memberships m join netbuild.users u on u.id = m.user_id where m.tenant_id = ?");
        queries.put(
                "api-keys",
                "select name, user_id, created_by, created_at, expires_at, revoked_at, last_used_at from netbuild.api_keys where tenant_id = ?");
        queries.put(
                "invitations",
                "select email, role, groups, created_by, created_at, expires_at, accepted_by, accepted_at from netbuild.invitations where tenant_id = ?");
        queries.put(
                "classification",
                "select classification, compliance, service_level, residency, forced_isolation, reason from netbuild.tenant_classifications where tenant_id = ?");
        queries.put(
                "subscriptions",
                "select id, tier, status, starts_on, ends_on, created_at, updated_at from netbuild.subscriptions where tenant_id = ?");
        queries.put(
                "invoices",
                "select id, number, period_start, period_end, currency, amount, lines, status, issued_at, due_on, paid_at from netbuild.invoices where tenant_id = ?");
        queries.put(
                "payment-methods",
                "select id, kind, provider, label, is_default, created_at from netbuild.payment_methods where tenant_id = ?");
        queries.put(
                "usage-events",
                "select occurred_at, idempotency_key, metric, quantity, attributes, received_at from netbuild.usage_events where tenant_id = ?");
        queries.put(
                "waiting-commands",
                "select seq, message_id, ordering_key, command, body, parked_at from netbuild.workflow_parked where tenant_id = ? order by seq");
        queries.put(
                "audit-log",
                "select seq, at, actor, action, detail from netbuild.audit_log where tenant_id = ? order by seq");
        return queries;
    }

    /** The names of all records, in their order. */
    public Set<String> names() {
        return QUERIES.keySet();
    }

    public void read(String name, RowReading.Rows rows) throws SQLException, IOException {
        try (PreparedStatement select =
                connection.prepareStatement("select row_to_json(r)::text from (" + QUERIES.get(name) + ") r")) {
            select.setString(1, tenant);
            select.setFetchSize(200);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows.row(found.getString(1).replace('\n', ' '));
                }
            }
        }
    }
}

package io.netbuild.audit;

import io.netbuild.kernel.TenantId;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The append-only log of changes. The database chains the entries by their hashes and refuses to change or remove any. */
@ApplicationScoped
public class AuditLog {

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    /**
     * Writes one entry in the caller's transaction, so that a change and its entry exist together or not at all.
     *
     * @param actor the subject of the caller's token, or the name of the platform's own work
     * @param tenant null for what concerns no single tenant
     * @param detail never secrets
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(String actor, @Nullable TenantId tenant, String action, Map<String, String> detail) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        new TreeMap<>(detail).forEach(json::add);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into netbuild.audit_log (actor, tenant_id, action, detail) values (?, ?, ?, ?::jsonb)")) {
            insert.setString(1, actor);
            insert.setString(2, tenant == null ? null : tenant.value());
            insert.setString(3, action);
            insert.setString(4, json.build().toString());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The audit log cannot be written", e);
        }
    }
}

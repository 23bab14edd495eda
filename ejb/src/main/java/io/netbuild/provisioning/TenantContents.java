package io.netbuild.provisioning;

import io.netbuild.context.TenantContext;
import io.netbuild.engine.EngineRouter;
import io.netbuild.engine.Residences;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantGate;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/** The rows of a tenant in the tables that it shares with others. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class TenantContents {

    /**
     * Tables with tenants' rows, those that refer to others before those: the list of the shared engine's tables, and every table of the control
     * plane with a tenant but those that are kept, the audit log and certificates of erasure, and those that go with the registry's record.
     */
    private static final String TABLES =
            """
            with recursive tenant_table as (
                select to_regclass('shared.' || table_name)::oid as id, tenant_column as col
                from shared.tenant_tables where tenant_column is not null
                union all
                select c.oid, 'tenant_id'
                from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
                where c.relnamespace = 'netbuild'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                  and c.relname not in ('audit_log', 'erasure_certificates')
                  and not exists (select from pg_constraint k where k.conrelid = c.oid and k.confrelid = 'netbuild.tenants'::regclass)
            ), depth (id, level) as (
                select id, 0 from tenant_table
                union
                select k.confrelid, d.level + 1
                from depth d join pg_constraint k on k.conrelid = d.id and k.contype = 'f' and k.confrelid <> k.conrelid
                where d.level < 50
            )
            select t.id::regclass::text, t.col
            from tenant_table t join depth d on d.id = t.id
            group by t.id, t.col order by max(d.level), 1
            """;

    /** In which a tenant may have no engine yet, or no engine any more. */
    private static final Set<TenantStatus> UNMADE =
            Set.of(TenantStatus.PROVISIONING, TenantStatus.FAILED, TenantStatus.ERASED);

    private final EngineRouter router;
    private final Residences residences;
    private final TenantGate gate;

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    @Inject
    TenantContents(EngineRouter router, Residences residences, TenantGate gate) {
        this.router = router;
        this.residences = residences;
        this.gate = gate;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantContents() {
        this(null, null, null);
    }

    /**
     * @throws NetBuildException with {@link ErrorCode#TENANT_NOT_EMPTY} when the tenant has process instances, running or ended; a tenant whose
     *     engine was never made has none
     */
    void requireEmpty(Tenant tenant) {
        if (UNMADE.contains(tenant.status())) {
            return;
        }
        if (tenant.placement().isolation().ownEngine()) {
            residences.wakeUp(tenant);
        }
        try (TenantContext.Entered scope = gate.enterForMaintenance(tenant)) {
            long instances = router.current()
                    .getHistoryService()
                    .createHistoricProcessInstanceQuery()
                    .count();
            if (instances > 0) {
                throw new NetBuildException(
                        ErrorCode.TENANT_NOT_EMPTY,
                        "Tenant '%s' has %d process instances; force=true removes it with them"
                                .formatted(tenant.id(), instances),
                        Map.of("processInstances", instances));
            }
        }
    }

    /** Deletes all rows of the tenant, in the caller's transaction or one of its own. */
    @Transactional(value = Transactional.TxType.REQUIRED, rollbackOn = Exception.class)
    public void delete(TenantId tenant) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            for (String delete : deletes(connection)) {
                try (PreparedStatement statement = connection.prepareStatement(delete)) {
                    statement.setString(1, tenant.value());
                    statement.executeUpdate();
                }
            }
        }
    }

    private static List<String> deletes(Connection connection) throws SQLException {
        List<String> deletes = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(TABLES);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                deletes.add("delete from %s where %s = ?".formatted(rows.getString(1), rows.getString(2)));
            }
        }
        return deletes;
    }
}

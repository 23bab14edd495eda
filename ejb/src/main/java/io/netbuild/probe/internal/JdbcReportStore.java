package io.netbuild.probe.internal;

import io.netbuild.audit.AuditLog;
import io.netbuild.probe.ProbeReport;
import io.netbuild.probe.ProbeSummary;
import io.netbuild.tenant.Page;
import io.netbuild.tenant.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The table {@code netbuild.isolation_probes}: the last reports, each with its audit entry. */
@ApplicationScoped
@Transactional
public class JdbcReportStore {

    /** How many reports are kept. */
    static final int KEPT = 50;

    private final AuditLog audit;

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    @Inject
    JdbcReportStore(AuditLog audit) {
        this.audit = audit;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected JdbcReportStore() {
        this(null);
    }

    /** Notes that a run has begun. */
    public void started(UUID id, String actor) {
        audit.record(actor, null, "isolation-probe.started", Map.of("probe", id.toString()));
    }

    /** Notes that a run came to nothing. */
    public void failed(UUID id, String actor, String reason) {
        audit.record(actor, null, "isolation-probe.failed", Map.of("probe", id.toString(), "reason", reason));
    }

    /**
     * Keeps the report, and the others no longer than there is room.
     *
     * @param jws the signed report
     */
    public void keep(ProbeReport report, String jws, String actor) {
        Sql.run(() -> {
            try (Connection connection = dataSource.getConnection()) {
                insert(connection, report, jws, actor);
                prune(connection);
            }
        });
        audit.record(
                actor,
                null,
                "isolation-probe.finished",
                Map.of(
                        "probe", report.id().toString(),
                        "verdict", report.verdict().label(),
                        "attempts", String.valueOf(report.tried()),
                        "leaks", String.valueOf(report.leaks()),
                        "errors", String.valueOf(report.errors())));
    }

    private static void insert(Connection connection, ProbeReport report, String jws, String actor)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                """
                insert into netbuild.isolation_probes
                    (id, started_at, duration_millis, started_by, verdict, attempts, leaks, errors, jws)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            insert.setObject(1, report.id());
            insert.setTimestamp(2, Timestamp.from(report.startedAt()));
            insert.setLong(3, report.duration().toMillis());
            insert.setString(4, actor);
            insert.setString(5, report.verdict().label());
            insert.setLong(6, report.tried());
            insert.setLong(7, report.leaks());
            insert.setLong(8, report.errors());
            insert.setString(9, jws);
            insert.executeUpdate();
        }
    }

    private static void prune(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                """
                delete from netbuild.isolation_probes where id in (
                    select id from netbuild.isolation_probes order by started_at desc, id offset ?)
                """)) {
            delete.setInt(1, KEPT);
            delete.executeUpdate();
        }
    }

    /** The signed report. */
    public Optional<String> jws(UUID id) {
        return Sql.call(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement select =
                            connection.prepareStatement("select jws from netbuild.isolation_probes where id = ?")) {
                select.setObject(1, id);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /** The newest first. */
    public Page<ProbeSummary> page(int offset, int limit) {
        Page.requireRange(offset, limit);
        return Sql.call(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement select = connection.prepareStatement(
                            """
                            select *, count(*) over () as total from netbuild.isolation_probes
                            order by started_at desc, id offset ? limit ?
                            """)) {
                select.setInt(1, offset);
                select.setInt(2, limit);
                List<ProbeSummary> items = new ArrayList<>();
                long total = 0;
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        total = rows.getLong("total");
                        items.add(summary(rows));
                    }
                }
                return new Page<>(items, total, offset, limit);
            }
        });
    }

    private static ProbeSummary summary(ResultSet row) throws SQLException {
        return new ProbeSummary(
                row.getObject("id", UUID.class),
                row.getTimestamp("started_at").toInstant(),
                row.getLong("duration_millis"),
                row.getString("started_by"),
                row.getString("verdict"),
                row.getLong("attempts"),
                row.getLong("leaks"),
                row.getLong("errors"));
    }
}

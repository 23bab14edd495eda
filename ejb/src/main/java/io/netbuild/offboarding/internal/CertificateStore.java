package io.netbuild.offboarding.internal;

import io.netbuild.kernel.TenantId;
import io.netbuild.offboarding.CertificateSummary;
import io.netbuild.security.SignedDocument;
import io.netbuild.tenant.Page;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table {@code netbuild.erasure_certificates}, of which nothing is ever changed or deleted. Joins the caller's transaction or makes one of its own. */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class CertificateStore {

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    public void insert(UUID id, TenantId tenant, Instant erasedAt, long rows, SignedDocument certificate)
            throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into netbuild.erasure_certificates (id, tenant_id, erased_at, rows_erased, jws) values (?, ?, ?, ?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, tenant.value());
            insert.setObject(3, erasedAt.atOffset(ZoneOffset.UTC));
            insert.setLong(4, rows);
            insert.setString(5, certificate.jws());
            insert.executeUpdate();
        }
    }

    public Optional<SignedDocument> find(UUID id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select jws from netbuild.erasure_certificates where id = ?")) {
            select.setObject(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(SignedDocument.of(rows.getString(1))) : Optional.empty();
            }
        }
    }

    /**
     * The newest first.
     *
     * @param tenant null for all
     */
    public Page<CertificateSummary> page(@Nullable TenantId tenant, int offset, int limit) throws SQLException {
        Page.requireRange(offset, limit);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        """
                        select id, tenant_id, erased_at, rows_erased, count(*) over () as total from netbuild.erasure_certificates
                        where ?::text is null or tenant_id = ? order by erased_at desc, id offset ? limit ?
                        """)) {
            String id = tenant == null ? null : tenant.value();
            select.setString(1, id);
            select.setString(2, id);
            select.setInt(3, offset);
            select.setInt(4, limit);
            List<CertificateSummary> items = new ArrayList<>();
            long total = 0;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    total = rows.getLong("total");
                    items.add(new CertificateSummary(
                            rows.getObject("id", UUID.class),
                            rows.getString("tenant_id"),
                            rows.getObject("erased_at", OffsetDateTime.class).toInstant(),
                            rows.getLong("rows_erased")));
                }
            }
            return new Page<>(items, total, offset, limit);
        }
    }
}

package io.netbuild.overview;

import io.netbuild.context.TenantContext;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.placement.PlacementDataSources;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The statement that counts, in a transaction of the current tenant's database. */
@ApplicationScoped
public class CountsQuery {

    private static final String COUNT =
            """
            with tenant as (select ? as id)
            select (select count(*) from act_ru_execution where tenant_id_ = tenant.id and parent_id_ is null),
                   (select count(*) from act_ru_task where tenant_id_ = tenant.id),
                   (select count(*) from act_ru_incident where tenant_id_ = tenant.id),
                   (select count(*) from act_ru_job where tenant_id_ = tenant.id and retries_ = 0)
            from tenant
            """;

    private final PlacementDataSources places;

    @Inject
    CountsQuery(PlacementDataSources places) {
        this.places = places;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected CountsQuery() {
        this(null);
    }

    /** @throws NetBuildException with {@link ErrorCode#TENANT_UNAVAILABLE} when the database does not answer */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Counts ofCurrentTenant() {
        try (Connection connection = places.ofCurrentTenant().getConnection();
                PreparedStatement count = connection.prepareStatement(COUNT)) {
            count.setString(1, TenantContext.requireTenant().id().value());
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return new Counts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
            }
        } catch (SQLException e) {
            throw new NetBuildException(ErrorCode.TENANT_UNAVAILABLE, "The tenant's database does not answer", e);
        }
    }
}

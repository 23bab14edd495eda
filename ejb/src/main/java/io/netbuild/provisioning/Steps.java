package io.netbuild.provisioning;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.netbuild.engine.Residences;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.placement.PlacementSql;
import io.netbuild.placement.TenantDataSources;
import io.netbuild.tenant.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;

/** Does the steps of a tenant, one after the other, each a few times if it must. */
@ApplicationScoped
public class Steps {

    private static final RetryPolicy<Object> RETRIES = RetryPolicy.builder()
            .withMaxRetries(2)
            .withBackoff(Duration.ofMillis(200), Duration.ofSeconds(2))
            .build();

    private final PlacementSql sql;
    private final TenantDataSources dataSources;
    private final Residences residences;
    private final DefaultAuthorizations authorizations;
    private final StepRecords records;

    @Inject
    Steps(
            PlacementSql sql,
            TenantDataSources dataSources,
            Residences residences,
            DefaultAuthorizations authorizations,
            StepRecords records) {
        this.sql = sql;
        this.dataSources = dataSources;
        this.residences = residences;
        this.authorizations = authorizations;
        this.records = records;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Steps() {
        this(null, null, null, null, null);
    }

    /**
     * Does all steps, also those that were done before: they find that there is nothing to do.
     *
     * @throws NetBuildException with {@link ErrorCode#PROVISIONING_FAILED}, naming the step that failed in the end
     */
    void doAll(Tenant tenant) throws SQLException {
        for (Step step : Step.of(tenant.placement().isolation())) {
            records.started(tenant.id(), step);
            try {
                Failsafe.with(RETRIES).run(() -> perform(step, tenant));
            } catch (RuntimeException e) {
                Throwable cause = e instanceof FailsafeException && e.getCause() != null ? e.getCause() : e;
                ProvisioningLog.LOG.stepFailed(step.name(), tenant.id(), cause);
                records.failed(tenant.id(), step, String.valueOf(cause.getMessage()));
                throw new NetBuildException(
                        ErrorCode.PROVISIONING_FAILED, "Step %s failed: %s".formatted(step, cause.getMessage()), cause);
            }
            records.done(tenant.id(), step);
        }
    }

    private void perform(Step step, Tenant tenant) throws SQLException {
        switch (step) {
            case ROLE -> sql.createRole(tenant);
            case SCHEMA -> {
                sql.createSchema(tenant);
                residences.trust(tenant.placement());
            }
            case DATABASE -> {
                sql.createDatabase(tenant);
                residences.trust(tenant.placement());
            }
            case DATASOURCE -> dataSources.add(tenant);
            case ENGINE -> residences.wakeUp(tenant);
            case AUTHORIZATIONS -> authorizations.grant(tenant);
        }
    }
}

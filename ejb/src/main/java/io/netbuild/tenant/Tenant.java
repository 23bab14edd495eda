package io.netbuild.tenant;

import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.kernel.Tier;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One customer.
 *
 * @param statusReason why it is suspended or failed, null otherwise
 * @param limits what was agreed with this tenant other than its tier's limits
 * @param labels free names and values of the operator's
 * @param epoch of the placement; grows with each move
 * @param version grows with each change; the ETag of the resource
 */
public record Tenant(
        TenantId id,
        ExternalKey externalKey,
        String name,
        String organisation,
        String emailDomain,
        Tier tier,
        TenantStatus status,
        @Nullable String statusReason,
        Map<Limit, Long> limits,
        Map<String, String> labels,
        Placement placement,
        long epoch,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public Tenant {
        limits = Map.copyOf(limits);
        labels = Map.copyOf(labels);
    }

    /** The same tenant as if it lived there. */
    public Tenant at(Placement other, long otherEpoch) {
        return new Tenant(
                id,
                externalKey,
                name,
                organisation,
                emailDomain,
                tier,
                status,
                statusReason,
                limits,
                labels,
                other,
                otherEpoch,
                createdAt,
                updatedAt,
                version);
    }
}

package io.netbuild.workflow.internal;

import io.netbuild.engine.Residences;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.placement.PlacementDataSources;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Whether a tenant can take commands now, and where. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class TenantPlaces {

    private final TenantDirectory directory;
    private final PlacementDataSources places;
    private final Residences residences;

    @Inject
    TenantPlaces(TenantDirectory directory, PlacementDataSources places, Residences residences) {
        this.directory = directory;
        this.places = places;
        this.residences = residences;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantPlaces() {
        this(null, null, null);
    }

    /** What can be done with a command for a tenant. */
    public sealed interface Place {

        /** There is no such tenant, or not any more. */
        record Nowhere() implements Place {}

        /** It exists, but not now. @param why for operators */
        record Later(String why) implements Place {}

        /** @param shared whether it lives in the engine of many */
        record Here(String engine, boolean shared) implements Place {}
    }

    public Place of(TenantId id) {
        Optional<Tenant> tenant = directory.find(id);
        return tenant.map(this::of).orElseGet(Place.Nowhere::new);
    }

    private Place of(Tenant tenant) {
        return switch (tenant.status()) {
            case ERASED -> new Place.Nowhere();
            case PROVISIONING, FAILED, SUSPENDED, OFFBOARDING, MOVING ->
                new Place.Later("the tenant is " + tenant.status());
            case ACTIVE -> {
                String engine = tenant.placement().engine();
                if (!isReachable(tenant)) {
                    yield new Place.Later("its database does not answer");
                }
                yield new Place.Here(engine, !tenant.placement().isolation().ownEngine());
            }
        };
    }

    /** Wakes the tenant's engine for it: what comes into the inbox is work for it. */
    private boolean isReachable(Tenant tenant) {
        try {
            if (tenant.placement().isolation().ownEngine()) {
                residences.wakeUp(tenant);
            }
            return !places.isDown(tenant.placement().engine());
        } catch (NetBuildException e) {
            return false;
        }
    }
}

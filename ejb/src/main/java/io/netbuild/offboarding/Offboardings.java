package io.netbuild.offboarding;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.move.Moves;
import io.netbuild.offboarding.internal.ConfirmationToken;
import io.netbuild.offboarding.internal.OffboardingStore;
import io.netbuild.provisioning.TenantRemoval;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Sql;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What operators can ask of tenants that leave. To be called outside of any tenant's scope and of a transaction. */
@ApplicationScoped
public class Offboardings {

    private static final Duration CONFIRMABLE = Duration.ofMinutes(10);
    private static final Set<TenantStatus> LEAVABLE = Set.of(TenantStatus.ACTIVE, TenantStatus.SUSPENDED);

    private final TenantRegistry registry;
    private final OffboardingStore store;
    private final OffboardingTurn turn;
    private final OffboardingSettings settings;
    private final Footprints footprints;
    private final Moves moves;

    @Inject
    Offboardings(
            TenantRegistry registry,
            OffboardingStore store,
            OffboardingTurn turn,
            OffboardingSettings settings,
            Footprints footprints,
            Moves moves) {
        this.registry = registry;
        this.store = store;
        this.turn = turn;
        this.settings = settings;
        this.footprints = footprints;
        this.moves = moves;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Offboardings() {
        this(null, null, null, null, null, null);
    }

    /**
     * What would be erased, with the confirmation that {@link #begin} needs. Nothing of the tenant is changed.
     *
     * @param purgeAt null: as soon as can be
     * @param immediately whether the date may be sooner than {@code netbuild.offboarding.grace} says
     * @throws NetBuildException with {@link ErrorCode#INVALID_FIELD} for a date that is too soon, with {@link ErrorCode#TENANT_NOT_READY} in a status that it cannot
     *     leave in, and with {@link ErrorCode#CONFLICT} while it moves or is leaving already
     */
    public OffboardingPreview preview(TenantId id, @Nullable Instant purgeAt, boolean immediately) {
        requireLeavable(id);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant date =
                settings.purgeAt(purgeAt == null ? null : purgeAt.truncatedTo(ChronoUnit.MILLIS), immediately, now);
        ConfirmationToken token = ConfirmationToken.random();
        Instant until = now.plus(CONFIRMABLE);
        Footprint footprint = footprintOf(id);
        return Sql.call(() -> {
            List<TableRows> places = new ArrayList<>(footprint.own());
            places.add(new TableRows(
                    Placement.MAIN_SERVER,
                    Placement.MAIN_DATABASE,
                    "netbuild",
                    OffboardingTurn.USERS,
                    store.usersOf(id)));
            store.confirmable(token.hash(), id, date, until);
            return new OffboardingPreview(
                    places.stream()
                            .filter(place -> place.rows() > 0 && !KeptRows.isKept(place))
                            .toList(),
                    KeptRows.of(places),
                    footprint.blind(),
                    date,
                    token.value(),
                    until);
        });
    }

    private Footprint footprintOf(TenantId id) {
        try {
            return footprints.own(id);
        } catch (SQLException e) {
            throw new NetBuildException(
                    ErrorCode.TENANT_UNAVAILABLE,
                    "Not every place where tenant '%s' may have rows can be looked into: %s"
                            .formatted(id, e.getMessage()),
                    e);
        }
    }

    /**
     * Has the tenant leave.
     *
     * @param confirmation of {@link #preview}, not used yet
     * @param purgeAt null, or the date of the confirmation
     * @param immediately whether the caller takes the confirmation for one that is due, unless purgeAt says when
     * @throws NetBuildException as {@link #preview} does, and with {@link ErrorCode#INVALID_FIELD} for a confirmation that is not valid
     */
    public Offboarding begin(
            TenantId id, String confirmation, @Nullable Instant purgeAt, boolean immediately, String actor) {
        requireLeavable(id);
        Sql.run(() -> turn.begin(
                id,
                ConfirmationToken.of(confirmation).hash(),
                purgeAt == null ? null : purgeAt.truncatedTo(ChronoUnit.MILLIS),
                immediately,
                actor));
        return require(id);
    }

    private void requireLeavable(TenantId id) {
        Tenant tenant = registry.get(id);
        requireNone(id);
        requireLeavable(tenant);
        moves.requireNone(id);
    }

    /** @return the tenant's status */
    static TenantStatus requireLeavable(Tenant tenant) {
        if (!LEAVABLE.contains(tenant.status())) {
            throw new NetBuildException(
                    ErrorCode.TENANT_NOT_READY,
                    "Tenant '%s' is %s, but has to be one of %s to be offboarded"
                            .formatted(tenant.id(), tenant.status(), LEAVABLE));
        }
        return tenant.status();
    }

    private void requireNone(TenantId id) {
        if (find(id).isPresent()) {
            throw new NetBuildException(ErrorCode.CONFLICT, "Tenant '%s' is being offboarded already".formatted(id));
        }
    }

    /** Empty for a tenant that is not leaving, or that there is not. */
    public Optional<Offboarding> find(TenantId id) {
        return Sql.call(() -> store.find(id));
    }

    private Offboarding require(TenantId id) {
        return find(id).orElseThrow(() ->
                new NetBuildException(ErrorCode.NOT_FOUND, "Tenant '%s' is not being offboarded".formatted(id)));
    }

    /**
     * Has the tenant stay, in the status that it had before.
     *
     * @throws NetBuildException with {@link ErrorCode#NOT_FOUND} when it is not leaving, and with {@link ErrorCode#CONFLICT} when its date has come
     */
    public void cancel(TenantId id, String actor) {
        Offboarding offboarding = require(registry.get(id).id());
        Sql.run(() -> turn.cancel(offboarding, actor));
    }

    /** Nobody removes a tenant behind the back of an erasure that is to be certified. */
    void beforeRemoval(@Observes TenantRemoval removal) {
        requireNone(removal.tenant());
    }
}

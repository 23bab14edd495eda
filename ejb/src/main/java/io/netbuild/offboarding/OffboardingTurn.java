package io.netbuild.offboarding;

import io.netbuild.audit.AuditLog;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.move.Moves;
import io.netbuild.offboarding.internal.CertificateJson;
import io.netbuild.offboarding.internal.CertificateStore;
import io.netbuild.offboarding.internal.OffboardingStore;
import io.netbuild.offboarding.internal.RowScan;
import io.netbuild.placement.Installation;
import io.netbuild.provisioning.TenantContents;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The moments at which an offboarding changes what the registry says, each one transaction of the main database with its record. */
@ApplicationScoped
@Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
public class OffboardingTurn {

    /** Those who go with their last tenant. The table has no column for tenants. */
    static final String USERS = "users";

    private static final List<String> OUT_OF_REACH = List.of(
            "backups and archived write-ahead logs, until they run out",
            "row versions that vacuum has not removed yet and statistics of PostgreSQL, until the next vacuum and analyze",
            "logs of the servers",
            "the platform's list of changed records, which holds the tenant's id for an hour at least, and on until some more records have changed",
            "messages in the broker: those that wait for the tenant go to the dead letters with the reason unknown-tenant; dead letters stay until an operator removes them",
            "what was exported, and what other systems were told");

    private final TenantRegistry registry;
    private final OffboardingStore store;
    private final CertificateStore certificateStore;
    private final Certificates certificates;
    private final TenantContents contents;
    private final Moves moves;
    private final Installation installation;
    private final AuditLog audit;

    @Inject
    OffboardingTurn(
            TenantRegistry registry,
            OffboardingStore store,
            CertificateStore certificateStore,
            Certificates certificates,
            TenantContents contents,
            Moves moves,
            Installation installation,
            AuditLog audit) {
        this.registry = registry;
        this.store = store;
        this.certificateStore = certificateStore;
        this.certificates = certificates;
        this.contents = contents;
        this.moves = moves;
        this.installation = installation;
        this.audit = audit;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected OffboardingTurn() {
        this(null, null, null, null, null, null, null, null);
    }

    /**
     * Has the tenant leave on the date that the confirmation was given for.
     *
     * @param purgeAt as the caller knows it, null when it does not say
     * @param immediately whether the caller takes it for due
     */
    public void begin(
            TenantId tenant, byte[] confirmation, @Nullable Instant purgeAt, boolean immediately, String actor)
            throws SQLException {
        Instant date = store.confirm(confirmation, tenant)
                .orElseThrow(() -> InvalidField.of(
                        "confirmation",
                        "…",
                        "one that was given for this tenant in the last 10 minutes and not used yet"));
        if (purgeAt != null && !purgeAt.equals(date)) {
            throw InvalidField.of("purgeAt", purgeAt, "left out, or the date of the confirmation: " + date);
        }
        if (immediately && purgeAt == null && date.isAfter(Instant.now())) {
            throw InvalidField.of(
                    "immediately", true, "left out, or asked for with the confirmation: this one is for " + date);
        }
        TenantStatus before = Offboardings.requireLeavable(registry.get(tenant));
        if (!store.insert(tenant, before, date, actor)) {
            throw new NetBuildException(
                    ErrorCode.CONFLICT, "Tenant '%s' is being offboarded already".formatted(tenant));
        }
        registry.changeStatus(tenant, List.of(before), TenantStatus.OFFBOARDING, "to be erased at " + date, actor);
        moves.requireNone(tenant); // since the status has changed none can begin
        audit.record(actor, tenant, "offboarding.began", Map.of("purgeAt", date.toString()));
    }

    /** @throws NetBuildException with {@link ErrorCode#CONFLICT} when it is too late */
    public void cancel(Offboarding offboarding, String actor) throws SQLException {
        if (!store.cancel(offboarding.tenant())) {
            throw new NetBuildException(
                    ErrorCode.CONFLICT,
                    "The erasure of tenant '%s' was due at %s: it cannot be cancelled any more"
                            .formatted(offboarding.tenant(), offboarding.purgeAt()));
        }
        registry.changeStatus(
                offboarding.tenant(), List.of(TenantStatus.OFFBOARDING), offboarding.statusBefore(), null, actor);
        audit.record(actor, offboarding.tenant(), "offboarding.cancelled", Map.of());
    }

    /** From now on there is no way back, and nobody works for the tenant. */
    public void erase(Offboarding offboarding) throws SQLException {
        store.erasing(offboarding.id());
        if (registry.get(offboarding.tenant()).status() != TenantStatus.ERASED) {
            registry.changeStatus(
                    offboarding.tenant(),
                    List.of(TenantStatus.OFFBOARDING),
                    TenantStatus.ERASED,
                    "being erased",
                    offboarding.actor());
        }
    }

    /**
     * Deletes the last rows of the tenant, its record among them, looks for what is left, and certifies that it is nothing: all that or none of it.
     *
     * @param after what was found outside of the schemas that are looked into here
     * @throws ErasureIncompleteException when something is left
     */
    public UUID certify(Offboarding offboarding, Footprint after) throws SQLException, ErasureIncompleteException {
        Tenant tenant = registry.get(offboarding.tenant());
        List<TableRows> before = new ArrayList<>(store.places(tenant.id()));
        store.end(offboarding.id());
        before.add(new TableRows(
                Placement.MAIN_SERVER, Placement.MAIN_DATABASE, "netbuild", USERS, store.deleteUsersOf(tenant.id())));
        contents.delete(tenant.id());
        registry.remove(tenant.id(), offboarding.actor());
        List<TableRows> left = left(tenant.id());
        UUID id = UUID.randomUUID();
        Instant now = Instant.now();
        ErasureCertificate certificate = new ErasureCertificate(
                id,
                tenant.id().value(),
                tenant.externalKey().value(),
                offboarding.actor(),
                offboarding.createdAt(),
                offboarding.purgeAt(),
                offboarding.beganAt() == null ? now : offboarding.beganAt(),
                now,
                places(before, left),
                new ErasureCertificate.Elsewhere(after.foreignSchemas(), after.foreignTables(), 0),
                KeptRows.of(left),
                OUT_OF_REACH,
                installation.node(),
                installation.versions());
        certificateStore.insert(
                id, tenant.id(), now, certificate.rowsErased(), certificates.sign(CertificateJson.of(certificate)));
        audit.record(
                offboarding.actor(),
                tenant.id(),
                "tenant.erased",
                Map.of("certificate", id.toString(), "rows", Long.toString(certificate.rowsErased())));
        return id;
    }

    private List<TableRows> left(TenantId tenant) throws SQLException, ErasureIncompleteException {
        RowScan.Result scan = store.left(tenant);
        ErasureIncompleteException.unlessSeen(scan.blind());
        List<TableRows> left = scan.counts().stream()
                .map(count -> new TableRows(
                        Placement.MAIN_SERVER, Placement.MAIN_DATABASE, count.schema(), count.table(), count.rows()))
                .toList();
        ErasureIncompleteException.unlessNone(
                left.stream().filter(place -> !KeptRows.isKept(place)).toList());
        return left;
    }

    /** Each place of before, with what is there now; and those that are new. */
    private static List<ErasureCertificate.Place> places(List<TableRows> before, List<TableRows> after) {
        List<ErasureCertificate.Place> places = new ArrayList<>();
        for (TableRows place : before) {
            if (!KeptRows.isKept(place)) {
                boolean present = place.table().equals(USERS) || after.stream().anyMatch(place::isSamePlaceAs);
                places.add(new ErasureCertificate.Place(
                        place.server(), place.database(), place.schema(), place.table(), place.rows(), 0, !present));
            }
        }
        for (TableRows place : after) {
            if (!KeptRows.isKept(place) && before.stream().noneMatch(place::isSamePlaceAs)) {
                places.add(new ErasureCertificate.Place(
                        place.server(), place.database(), place.schema(), place.table(), 0, 0, false));
            }
        }
        return places;
    }
}

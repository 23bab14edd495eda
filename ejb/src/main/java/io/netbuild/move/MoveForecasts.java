package io.netbuild.move;

import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantId;
import io.netbuild.move.internal.MoveStore;
import io.netbuild.rows.Catalogue;
import io.netbuild.rows.Pace;
import io.netbuild.rows.Side;
import io.netbuild.rows.Sizes;
import io.netbuild.rows.Table;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at both sides of a move that is not begun. */
@ApplicationScoped
public class MoveForecasts {

    private final MovePlaces places;
    private final MoveSettings settings;
    private final MoveStore store;

    @Inject
    MoveForecasts(MovePlaces places, MoveSettings settings, MoveStore store) {
        this.places = places;
        this.settings = settings;
        this.store = store;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected MoveForecasts() {
        this(null, null, null);
    }

    MoveForecast of(Tenant tenant, Placement target) throws SQLException {
        List<MoveForecast.TableSize> sizes = new ArrayList<>();
        List<String> blockers = blockers(tenant, target);
        try (Connection connection = places.system(tenant.placement())) {
            sizes.addAll(sizes(connection, tenant.id()));
        }
        return new MoveForecast(sizes, freeze(tenant, target), blockers);
    }

    /**
     * How long the tenant is likely to stand still. What has changed when it is frozen are about the rows of a second: so long takes the round before, and there is another round as long as
     * that finds more than a small one.
     */
    Duration freeze(Tenant tenant, Placement target) throws SQLException {
        ExpectedFreeze expected =
                ExpectedFreeze.after(store.freezes(Move.isWithinOneDatabase(tenant.placement(), target)));
        try (Connection connection = places.system(tenant.placement())) {
            long changes = Pace.changesPerSecond(connection, tenant.id().value());
            return expected.with(Math.min(settings.smallRound(), changes));
        }
    }

    private static List<MoveForecast.TableSize> sizes(Connection connection, TenantId tenant) throws SQLException {
        List<MoveForecast.TableSize> sizes = new ArrayList<>();
        for (Table table : Catalogue.tables(connection)) {
            Sizes.Size size = Sizes.of(connection, table, tenant.value());
            if (size.rows() > 0) {
                sizes.add(new MoveForecast.TableSize(table.name(), size.rows(), size.bytes()));
            }
        }
        return sizes;
    }

    /** Why the move would be refused, each as a sentence. */
    List<String> blockers(Tenant tenant, Placement target) throws SQLException {
        List<String> blockers = new ArrayList<>();
        store.unfinished(tenant.id()).ifPresent(move -> blockers.add("The tenant has " + move.unfinished()));
        try (Connection connection = places.system(tenant.placement())) {
            blockers.addAll(Catalogue.lackingPrivileges(connection));
        }
        if (!target.server().equals(tenant.placement().server())) {
            blockers.addAll(atTargetsServer(target));
        }
        if (!blockers.isEmpty()) {
            return blockers;
        }
        try (Side source = places.side(tenant.placement())) {
            blockers.addAll(Catalogue.undecided(source));
            Optional<Placement> present = present(target);
            if (present.isPresent()) {
                try (Side other = places.side(present.get())) {
                    blockers.addAll(Catalogue.undecided(other));
                    blockers.addAll(Catalogue.differences(source, other));
                }
            }
        }
        return blockers;
    }

    private List<String> atTargetsServer(Placement target) {
        try (Connection connection = places.maintenance(target)) {
            return Catalogue.lackingPrivileges(connection);
        } catch (SQLException e) {
            return List.of("The server '%s' cannot be used: %s".formatted(target.server(), e.getMessage()));
        }
    }

    /** A target that exists already; others are made of the same definitions. */
    private static Optional<Placement> present(Placement target) {
        return target.isolation() == Isolation.SHARED ? Optional.of(target) : Optional.empty();
    }
}

package io.netbuild.move;

import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantId;
import io.netbuild.rows.Catalogue;
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

    /** To wait for running work, to copy and compare a small round and to switch; measured without load. */
    private static final Duration LEAST_FREEZE = Duration.ofMillis(150);

    /** A changed row copied again and compared, in microseconds. */
    private static final long MICROS_PER_CHANGE = 200;

    private final MovePlaces places;
    private final MoveSettings settings;

    @Inject
    MoveForecasts(MovePlaces places, MoveSettings settings) {
        this.places = places;
        this.settings = settings;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected MoveForecasts() {
        this(null, null);
    }

    MoveForecast of(Tenant tenant, Placement target) throws SQLException {
        List<MoveForecast.TableSize> sizes = new ArrayList<>();
        List<String> blockers = blockers(tenant, target);
        try (Connection connection = places.system(tenant.placement())) {
            sizes.addAll(sizes(connection, tenant.id()));
        }
        return new MoveForecast(
                sizes, LEAST_FREEZE.plusNanos(settings.smallRound() * MICROS_PER_CHANGE * 1000), blockers);
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
        try (Connection connection = places.system(tenant.placement())) {
            blockers.addAll(Catalogue.lackingPrivileges(connection));
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

    /** A target that exists already; others are made of the same definitions. */
    private static Optional<Placement> present(Placement target) {
        return target.isolation() == Isolation.SHARED ? Optional.of(target) : Optional.empty();
    }
}

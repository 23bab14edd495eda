package io.netbuild.move;

import io.netbuild.kernel.Isolation;
import io.netbuild.rows.BulkLoad;
import io.netbuild.rows.RowCopy;
import io.netbuild.rows.SharedDefinitions;
import io.netbuild.rows.Side;
import io.netbuild.rows.Table;
import io.netbuild.tenant.Placement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a move comes from and where it goes, each with a session that is opened when it is needed. Used by one thread. */
final class MoveSides implements AutoCloseable {

    private final MovePlaces places;
    private final Move move;
    private @Nullable Side source;
    private @Nullable Side target;
    private List<Table> tables = List.of();

    /** @param move of which only what never changes is asked for */
    MoveSides(MovePlaces places, Move move) {
        this.places = places;
        this.move = move;
    }

    /** The same sides with sessions of their own. */
    MoveSides again() {
        return new MoveSides(places, move);
    }

    String tenant() {
        return move.tenant().value();
    }

    Side source() throws SQLException {
        Side present = source;
        if (present == null) {
            present = open(move.source());
            source = present;
            tables = present.tables();
            present.commit();
        }
        return present;
    }

    Side target() throws SQLException {
        Side present = target;
        if (present == null) {
            present = open(move.target());
            target = present;
        }
        return present;
    }

    private Side open(Placement placement) throws SQLException {
        Side side = places.side(placement);
        return isOnMainServer() ? side.relaxed() : side;
    }

    /** A session of the owner of the target's tables. */
    Connection owner() throws SQLException {
        return places.owner(move.target(), isOnMainServer());
    }

    /** Watches a table of the target that others work in. Reads in the transaction of the target. */
    Growth growth(Table table) throws SQLException {
        return new Growth(BulkLoad.knownRows(target(), table), () -> {
            try (Connection owner = owner()) {
                BulkLoad.analyzeSize(owner, move.target().schema(), table);
            }
        });
    }

    /** Whether both sides come to the disk in one order, together with what is recorded of the move. */
    private boolean isOnMainServer() {
        return move.sourceServer().equals(Placement.MAIN_SERVER)
                && move.targetServer().equals(Placement.MAIN_SERVER);
    }

    /** All tables whose rows move, by name; read when the source's session is opened, before any transaction of the caller. */
    List<Table> tables() throws SQLException {
        source();
        return tables;
    }

    RowCopy rowCopy() throws SQLException {
        return move.isWithinOneDatabase()
                ? RowCopy.withinOneDatabase(source(), target(), tenant())
                : new RowCopy(source(), target(), tenant());
    }

    /** The deployments that belong to no tenant and go along. */
    List<String> sharedDeployments() throws SQLException {
        return SharedDefinitions.deployments(source(), tenant(), move.targetIsolation() == Isolation.SHARED);
    }

    /** The target first: until the source commits, it still knows what is to be copied. */
    void commit() throws SQLException {
        target().commit();
        source().commit();
    }

    /** For as long as these sessions are used. */
    void requireAnswersWithin(Duration longest) throws SQLException {
        source().requireAnswersWithin(longest);
        target().requireAnswersWithin(longest);
    }

    /** Closes both sessions. Who needs them again gets others. */
    @Override
    public void close() throws SQLException {
        Side first = source;
        Side second = target;
        source = null;
        target = null;
        try (second) {
            if (first != null) {
                first.close();
            }
        }
    }
}

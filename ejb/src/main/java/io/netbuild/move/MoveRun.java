package io.netbuild.move;

import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.move.internal.MoveLock;
import io.netbuild.move.internal.MoveStore;
import io.netbuild.rows.Arrival;
import io.netbuild.rows.BulkLoad;
import io.netbuild.rows.Catalogue;
import io.netbuild.rows.ChangeLog;
import io.netbuild.rows.Comparison;
import io.netbuild.rows.Fence;
import io.netbuild.rows.Pages;
import io.netbuild.rows.Removal;
import io.netbuild.rows.RowCopy;
import io.netbuild.rows.SharedDefinitions;
import io.netbuild.rows.Side;
import io.netbuild.rows.Table;
import io.netbuild.tenant.Placement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Works on one move until it has ended or something fails; then another run goes on with the phase that was reached. Every phase can be repeated, and up to the switch
 * given up. Used by one thread.
 */
final class MoveRun implements AutoCloseable {

    private static final Duration AWAIT_AT_ONCE = Duration.ofMillis(100);
    private static final Duration AWAIT_LONGEST = Duration.ofMinutes(5);
    private static final int ROUND = 20_000;
    private static final int MOST_ROUNDS = 50;
    private static final int SECONDS_AFTER_THAW = 3;

    /** Between two rounds of catching up with a tenant whose window is ahead, in seconds. */
    private static final int LONGEST_REST = 30;

    /** From so many rows on it pays to make the indexes of a new place when they are there. */
    private static final int MANY_ROWS = 5_000;

    private final MoveStore store;
    private final MoveTurn turn;
    private final MovePlaces places;
    private final MoveSettings settings;
    private final MoveLock lock;
    private final UUID runner = UUID.randomUUID();
    private Move move;
    private @Nullable Side source;
    private @Nullable Side target;
    private List<Table> tables = List.of();

    MoveRun(MoveStore store, MoveTurn turn, MovePlaces places, MoveSettings settings, MoveLock lock, Move move) {
        this.store = store;
        this.turn = turn;
        this.places = places;
        this.settings = settings;
        this.lock = lock;
        this.move = move;
    }

    UUID runner() {
        return runner;
    }

    /** Takes the move as far as it goes. */
    void run() throws SQLException, MoveRefusedException, InterruptedException {
        store.claim(move.id(), runner);
        reload();
        if (move.phase() == MovePhase.FREEZING) {
            thaw();
            enter(MovePhase.CATCHING_UP);
            if (!isGivenUp()) {
                store.later(move.id(), runner, SECONDS_AFTER_THAW);
                return;
            }
        }
        while (!move.phase().isFinished()) {
            lock.pass(move.phase().name());
            reload();
            if (isGivenUp()) {
                enter(MovePhase.ROLLING_BACK);
            } else {
                requireWindow();
            }
            if (!step()) {
                return;
            }
        }
    }

    private void requireWindow() throws MoveRefusedException {
        if (isLate()) {
            throw new MoveRefusedException(List.of("The window of the move was over at %s before the tenant had moved"
                    .formatted(move.window().until())));
        }
    }

    private boolean isLate() {
        return move.phase().canRollBack() && move.window().isOver(Instant.now());
    }

    private boolean isGivenUp() {
        return move.phase().canRollBack() && (move.cancelled() || move.attempts() >= settings.attempts());
    }

    /** Gives the move up, because it cannot succeed. */
    void refuse() throws SQLException, InterruptedException, MoveRefusedException {
        reload();
        if (move.phase() == MovePhase.FREEZING) {
            thaw();
        }
        enter(MovePhase.ROLLING_BACK);
        step();
    }

    /** @return false when there is nothing to do for a while */
    private boolean step() throws SQLException, MoveRefusedException, InterruptedException {
        switch (move.phase()) {
            case PREPARING -> {
                prepare();
                enter(MovePhase.COPYING);
            }
            case COPYING -> {
                copy();
                enter(MovePhase.CATCHING_UP);
            }
            case CATCHING_UP -> {
                catchUp(false);
                if (move.window().isAhead(Instant.now())) {
                    store.later(move.id(), runner, secondsToWindow());
                    return false;
                }
                enter(MovePhase.VERIFYING);
            }
            case VERIFYING -> {
                verify();
                catchUp(true); // the more there is to compare, the more has changed meanwhile
                enter(MovePhase.FREEZING);
            }
            case FREEZING -> {
                freeze();
                reload();
            }
            case SWITCHED -> {
                leaveSource();
                finish(MovePhase.DONE);
            }
            case ROLLING_BACK -> {
                leaveTarget();
                finish(move.cancelled() ? MovePhase.CANCELLED : MovePhase.FAILED);
            }
            case DONE, FAILED, CANCELLED -> {
                // nothing is left to do
            }
        }
        return true;
    }

    /** Until the window begins, or until there may be much to catch up with again. */
    private int secondsToWindow() {
        Instant from = Objects.requireNonNull(move.window().from());
        long millis = Duration.between(Instant.now(), from).toMillis();
        return (int) Math.max(1, Math.min(LONGEST_REST, (millis + 999) / 1000));
    }

    private void reload() throws SQLException {
        move = store.find(move.id()).orElseThrow(() -> new SQLException("The move is gone"));
    }

    private void enter(MovePhase phase) throws SQLException {
        store.enter(move.id(), runner, phase);
        reload();
    }

    private void finish(MovePhase phase) throws SQLException {
        turn.finish(move, runner, phase);
        reload();
    }

    /** Between two transactions: whether to go on at all. */
    private void checkpoint() throws SQLException, InterruptedException {
        lock.requireHeld();
        boolean before = move.phase().canRollBack();
        reload();
        if (before && (move.cancelled() || isLate())) {
            throw new InterruptedException("given up");
        }
        if (settings.pagePause().toMillis() > 0) {
            Thread.sleep(settings.pagePause().toMillis());
        }
    }

    private Side source() throws SQLException {
        Side present = source;
        if (present == null) {
            present = open(move.source());
            source = present;
        }
        return present;
    }

    private Side target() throws SQLException {
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

    /** Whether both sides come to the disk in one order, together with what is recorded of the move. */
    private boolean isOnMainServer() {
        return move.sourceServer().equals(Placement.MAIN_SERVER)
                && move.targetServer().equals(Placement.MAIN_SERVER);
    }

    /** A session of the owner of the target's tables. */
    private Connection owner() throws SQLException {
        return places.owner(move.target(), isOnMainServer());
    }

    private String tenant() {
        return move.tenant().value();
    }

    private List<Table> tables() throws SQLException {
        if (tables.isEmpty()) {
            tables = source().tables();
            source().commit();
        }
        return tables;
    }

    private void prepare() throws SQLException, MoveRefusedException, InterruptedException {
        places.requireLivesAt(move, move.source());
        places.prepare(move);
        List<String> blockers = new ArrayList<>(Catalogue.undecided(source()));
        blockers.addAll(Catalogue.undecided(target()));
        blockers.addAll(Catalogue.differences(source(), target()));
        source().commit();
        target().commit();
        MoveRefusedException.unlessEmpty(blockers);
        new Fence(target(), tenant()).close(move.epoch());
        if (move.targetIsolation() == Isolation.SHARED) {
            removeRows(target());
        }
        Fence fence = new Fence(source(), tenant());
        fence.log(true);
        if (!fence.awaitInside(AWAIT_AT_ONCE, AWAIT_LONGEST) || !fence.awaitWriters(AWAIT_LONGEST)) {
            throw new SQLException("Transactions that began before the move do not end", "55P03");
        }
    }

    private void copy() throws SQLException, InterruptedException {
        RowCopy copy = rowCopy();
        Map<String, Long> totals = new HashMap<>();
        for (Table table : tables()) {
            totals.put(table.name(), copy.count(table));
            source().commit();
        }
        store.tables(move.id(), move.tenant(), totals);
        Map<String, TableProgress> progress = new HashMap<>();
        store.tables(move.id()).forEach(table -> progress.put(table.table(), table));
        decideIndexes(progress.values());
        if (progress.values().stream().anyMatch(table -> !table.done())) {
            dropIndexes();
        }
        for (Table table : tables()) {
            TableProgress done = Objects.requireNonNull(progress.get(table.name()));
            if (!done.done()) {
                copy(copy, table, done.lastKey());
            }
        }
        SharedDefinitions.copy(copy, tables(), sharedDeployments());
        target().commit();
        source().commit();
        createIndexes();
        analyze(progress.values());
    }

    private void decideIndexes(Collection<TableProgress> progress) throws SQLException {
        if (!move.targetIsolation().ownEngine() || move.targetIndexes() != null) {
            return;
        }
        List<String> large = progress.stream()
                .filter(table -> table.total() >= MANY_ROWS)
                .map(TableProgress::table)
                .toList();
        try (Connection owner = owner()) {
            store.indexes(move.id(), BulkLoad.indexes(owner, move.target().schema(), large));
        }
        reload();
    }

    private List<String> laterIndexes() {
        List<String> indexes = move.targetIndexes();
        return indexes == null ? List.of() : indexes;
    }

    private void dropIndexes() throws SQLException {
        target().commit();
        try (Connection owner = owner()) {
            BulkLoad.drop(owner, move.target().schema(), laterIndexes());
        }
    }

    private void createIndexes() throws SQLException, InterruptedException {
        try (Connection owner = owner()) {
            for (String index : laterIndexes()) {
                BulkLoad.create(owner, index);
                checkpoint();
            }
        }
    }

    private void analyze(Collection<TableProgress> progress) throws SQLException {
        try (Connection owner = owner()) {
            BulkLoad.analyze(
                    owner,
                    move.target().schema(),
                    progress.stream()
                            .filter(table -> table.total() > 0)
                            .map(TableProgress::table)
                            .toList());
        }
    }

    private void copy(RowCopy copy, Table table, @Nullable List<String> begin)
            throws SQLException, InterruptedException {
        List<String> after = begin;
        List<List<String>> ends = copy.pageEnds(table, begin, settings.pageRows());
        for (int page = 0; page <= ends.size(); page++) {
            List<String> end = page < ends.size() ? ends.get(page) : null;
            long rows = copy.page(table, after, end);
            lock.requireHeld();
            target().commit();
            source().commit();
            store.copied(move.id(), table.name(), rows, end);
            if (end != null) {
                after = end;
                checkpoint();
            }
        }
    }

    private RowCopy rowCopy() throws SQLException {
        boolean oneDatabase =
                move.sourceIsolation() != Isolation.DATABASE && move.targetIsolation() != Isolation.DATABASE;
        return oneDatabase
                ? RowCopy.withinOneDatabase(source(), target(), tenant())
                : new RowCopy(source(), target(), tenant());
    }

    private List<String> sharedDeployments() throws SQLException {
        return SharedDefinitions.deployments(source(), tenant(), move.targetIsolation() == Isolation.SHARED);
    }

    /** @param compared whether to compare what is copied, as of one moment of the source */
    private void catchUp(boolean compared) throws SQLException, InterruptedException {
        RowCopy copy = rowCopy();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (compared) {
                source().beginSnapshot();
            }
            Map<String, List<List<String>>> changed = takeChanged(ROUND);
            copyChanged(copy, changed);
            if (compared) {
                requireEqual(changed);
            }
            target().commit();
            source().commit();
            checkpoint();
            if (count(changed) <= settings.smallRound()) {
                return;
            }
        }
    }

    /** From both sides: at the target the platform may have cleaned up what it took for the tenant's. */
    private Map<String, List<List<String>>> takeChanged(int limit) throws SQLException {
        Map<String, List<List<String>>> changed = new ChangeLog(source(), tenant()).take(limit);
        new ChangeLog(target(), tenant()).take(limit).forEach((table, keys) -> changed.computeIfAbsent(
                        table, none -> new ArrayList<>())
                .addAll(keys));
        return changed;
    }

    private static int count(Map<String, List<List<String>>> changed) {
        return changed.values().stream().mapToInt(List::size).sum();
    }

    private void copyChanged(RowCopy copy, Map<String, List<List<String>>> changed) throws SQLException {
        lock.requireHeld();
        Map<String, Long> rows = new HashMap<>();
        for (Table table : tables()) {
            List<List<String>> keys = changed.get(table.name());
            if (keys != null) {
                copy.rows(table, keys);
                rows.put(table.name(), (long) keys.size());
            }
        }
        store.changed(move.id(), rows);
    }

    /** Both sides as of one moment of the source, while the tenant works. */
    private void verify() throws SQLException, InterruptedException {
        createIndexes(); // that none is missing whatever has happened before
        Comparison comparison = new Comparison(tenant());
        Map<String, Comparison.Summary> expected = new HashMap<>();
        source().beginSnapshot();
        copyChanged(rowCopy(), takeChanged(Integer.MAX_VALUE));
        target().commit();
        for (Table table : tables()) {
            expected.put(table.name(), comparison.of(source(), table));
            lock.requireHeld();
        }
        source().commit();
        List<String> findings = new ArrayList<>();
        for (Table table : tables()) {
            Comparison.Summary wanted = Objects.requireNonNull(expected.get(table.name()));
            Comparison.Summary found = comparison.of(target(), table);
            if (!found.equals(wanted)) {
                findings.add("Table %s has %d rows there and %d here, or others"
                        .formatted(table.name(), found.rows(), wanted.rows()));
            }
            lock.requireHeld();
        }
        findings.addAll(comparison.danglingReferences(target()));
        target().commit();
        Long visible = places.visibleAtTarget(move);
        long instances = Objects.requireNonNull(expected.get("act_hi_procinst")).rows();
        if (visible != null && visible != instances) {
            findings.add("The tenant sees %d process instances there instead of %d".formatted(visible, instances));
        }
        requireNone(findings);
        checkpoint();
    }

    private void freeze() throws SQLException {
        long start = System.nanoTime();
        turn.freeze(move, runner);
        reload();
        places.drain(move, settings.drain());
        Fence fence = new Fence(source(), tenant());
        fence.close(move.epoch());
        lock.pass("FROZEN");
        if (!fence.awaitInside(settings.freezeWait(), settings.freezeWait())) {
            throw new SQLException("Work of the tenant did not end within " + settings.freezeWait(), "55P03");
        }
        RowCopy copy = rowCopy();
        Map<String, List<List<String>>> changed = takeChanged(Integer.MAX_VALUE);
        copyChanged(copy, changed);
        SharedDefinitions.copy(copy, tables(), SharedDefinitions.missing(target(), sharedDeployments()));
        requireEqual(changed);
        Arrival arrival = new Arrival(target(), tenant());
        arrival.advanceCounters();
        arrival.unlockJobs();
        target().commit();
        source().commit();
        new Fence(target(), tenant()).open(move.epoch());
        lock.pass("SWITCHING");
        TenantStatus status = Objects.requireNonNull(move.statusBefore());
        turn.switchOver(
                move,
                runner,
                status,
                Duration.ofNanos(System.nanoTime() - start).toMillis());
        places.settle(move);
    }

    private void requireEqual(Map<String, List<List<String>>> changed) throws SQLException {
        Comparison comparison = new Comparison(tenant());
        List<String> findings = new ArrayList<>();
        for (Table table : tables()) {
            List<List<String>> keys = changed.get(table.name());
            if (keys != null && !comparison.of(source(), table, keys).equals(comparison.of(target(), table, keys))) {
                findings.add("Changed rows of table %s are not the same there".formatted(table.name()));
            }
        }
        requireNone(findings);
    }

    /** What is not the same may be so at the next attempt: at the target the platform can have cleaned up meanwhile. */
    private static void requireNone(List<String> findings) throws SQLException {
        if (!findings.isEmpty()) {
            throw new SQLException(String.join("; ", findings), "55000");
        }
    }

    /** Lets the tenant work where it was; nobody of an older epoch can, as before. */
    private void thaw() throws SQLException {
        new Fence(source(), tenant()).open(move.epoch() - 1);
        turn.thaw(move);
        new Fence(target(), tenant()).close(move.epoch());
    }

    private void leaveSource() throws SQLException, InterruptedException {
        places.settle(move);
        leave(move.source(), move.target(), move.sourceIsolation() == Isolation.SHARED ? source() : null);
    }

    private void leaveTarget() throws SQLException, InterruptedException {
        places.requireLivesAt(move, move.source());
        turn.thaw(move);
        Side present = source();
        present.rollback();
        new ChangeLog(present, tenant()).clear();
        present.commit();
        new Fence(present, tenant()).log(false);
        if (move.targetIsolation() == Isolation.SHARED) {
            leave(move.target(), move.source(), target());
        } else {
            leave(move.target(), move.source(), null);
        }
    }

    /** @param side in the schema that is left; null for a place of the tenant's own, which may be gone already */
    private void leave(Placement left, Placement present, @Nullable Side side)
            throws SQLException, InterruptedException {
        places.requireLivesAt(move, present);
        if (left.isolation() == Isolation.SHARED) {
            Side shared = Objects.requireNonNull(side);
            shared.rollback();
            removeRows(shared);
            new ChangeLog(shared, tenant()).clear();
            shared.commit();
            new Fence(shared, tenant()).log(false);
        } else {
            close();
            places.remove(move, left, present);
        }
    }

    private void removeRows(Side side) throws SQLException, InterruptedException {
        Removal removal = new Removal(side, tenant());
        for (Table table : side.tables()) {
            List<String> after = null;
            for (List<String> end : Pages.ends(side, table, tenant(), null, settings.pageRows())) {
                removal.page(table, after, end);
                after = end;
                checkpoint();
            }
            removal.page(table, after, null);
            checkpoint();
        }
    }

    @Override
    public void close() throws SQLException {
        Side first = source;
        Side second = target;
        source = null;
        target = null;
        if (first != null) {
            first.close();
        }
        if (second != null) {
            second.close();
        }
    }
}

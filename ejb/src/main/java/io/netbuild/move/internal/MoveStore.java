package io.netbuild.move.internal;

import io.netbuild.database.Statements;
import io.netbuild.kernel.TenantId;
import io.netbuild.move.Move;
import io.netbuild.move.MoveWindow;
import io.netbuild.tenant.Page;
import io.netbuild.tenant.Placement;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The table {@code netbuild.tenant_moves}, for whoever asks for moves or looks at them. Joins the caller's transaction or makes one of its own. */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class MoveStore {

    private static final String SELECT = "select * from netbuild.tenant_moves ";

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    /**
     * A new move, from where the tenant lives. It has to be let in by the tenant's record, whose status nobody changes until this transaction ends: whoever removes the tenant or has it leave
     * finds the move, or this finds that.
     *
     * @return the id; empty when the tenant has an unfinished move, must not move in its status or lives elsewhere by now
     */
    public Optional<UUID> insert(
            TenantId tenant,
            Placement source,
            Placement target,
            long epoch,
            MoveWindow window,
            Duration keep,
            Duration expectedFreeze,
            String actor)
            throws SQLException {
        return Statements.first(
                dataSource,
                """
                insert into netbuild.tenant_moves
                    (tenant_id, source_isolation, source_server, target_isolation, target_server, epoch, actor, freeze_from, freeze_until, keep_millis, expected_freeze_millis)
                select t.id, ?, ?, ?, ?, p.epoch, ?, ?, ?, ?, ?
                from netbuild.tenants t join netbuild.tenant_placements p on p.tenant_id = t.id
                where t.id = ? and t.status in ('ACTIVE', 'SUSPENDED') and p.epoch = ?
                for share of t
                on conflict do nothing returning id
                """,
                row -> row.getObject(1, UUID.class),
                source.isolation().name(),
                source.server(),
                target.isolation().name(),
                target.server(),
                actor,
                window.from(),
                window.until(),
                keep.toMillis(),
                expectedFreeze.toMillis(),
                tenant.value(),
                epoch);
    }

    public Optional<Move> find(UUID id) throws SQLException {
        return Statements.first(dataSource, SELECT + "where id = ?", MoveRows::read, id);
    }

    /** The newest first. */
    public Page<Move> page(TenantId tenant, int offset, int limit) throws SQLException {
        Page.requireRange(offset, limit);
        String ofTenant = "where tenant_id = ? ";
        long total = Statements.first(
                        dataSource,
                        "select count(*) from netbuild.tenant_moves " + ofTenant,
                        row -> row.getLong(1),
                        tenant.value())
                .orElse(0L);
        List<Move> moves = Statements.list(
                dataSource,
                SELECT + ofTenant + "order by created_at desc, id offset ? limit ?",
                MoveRows::read,
                tenant.value(),
                offset,
                limit);
        return new Page<>(moves, total, offset, limit);
    }

    /**
     * How long the tenants stood still that have moved last, whichever they were, in milliseconds.
     *
     * @param withinOneDatabase of moves between schemas of the main database only, or of the others only
     */
    public List<Long> freezes(boolean withinOneDatabase) throws SQLException {
        return Statements.list(
                dataSource,
                """
                select freeze_millis from netbuild.tenant_moves
                where freeze_millis is not null and not going_back and (source_isolation <> 'DATABASE' and target_isolation <> 'DATABASE') = ?
                order by created_at desc limit 9
                """,
                row -> row.getLong(1),
                withinOneDatabase);
    }

    /** Those that can be worked on now, the oldest first. */
    public List<Move> due() throws SQLException {
        return Statements.list(
                dataSource,
                SELECT
                        + "where phase not in ('DONE', 'FAILED', 'CANCELLED') and next_attempt_at <= now() order by created_at",
                MoveRows::read);
    }

    /** The one that the tenant is on, or is going to be on. */
    public Optional<Move> unfinished(TenantId tenant) throws SQLException {
        return Statements.first(
                dataSource,
                SELECT + "where tenant_id = ? and phase not in ('DONE', 'FAILED', 'CANCELLED')",
                MoveRows::read,
                tenant.value());
    }

    /** Asks for it to be rolled back before the switch. @return false when it is too late, going back or finished */
    public boolean cancel(UUID id) throws SQLException {
        return Statements.update(
                        dataSource,
                        "update netbuild.tenant_moves set cancelled = true, next_attempt_at = now() where id = ? and not going_back and phase in "
                                + "('PREPARING', 'COPYING', 'CATCHING_UP', 'VERIFYING', 'FREEZING')",
                        id)
                > 0;
    }

    /** Has it go back after the switch, and takes it from the run that has it. @return false when nothing is kept any more, or it is going back */
    public boolean goBack(UUID id) throws SQLException {
        return Statements.update(
                        dataSource,
                        "update netbuild.tenant_moves set going_back = true, phase = 'PREPARING', runner = null, attempts = 0, error = null, next_attempt_at = now() "
                                + "where id = ? and phase = 'SWITCHED' and kept_until is not null",
                        id)
                > 0;
    }

    /** Has it tried again now; what is kept is not kept any longer. @return false when it is finished */
    public boolean hurry(UUID id) throws SQLException {
        return Statements.update(
                        dataSource,
                        "update netbuild.tenant_moves set next_attempt_at = now(), attempts = 0, kept_until = case when phase = 'SWITCHED' and kept_until > now() then now() else kept_until end where id = ? and phase not in ('DONE', 'FAILED', 'CANCELLED')",
                        id)
                > 0;
    }
}

package io.netbuild.engine.internal;

import io.netbuild.context.TenantContext;
import io.netbuild.kernel.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/**
 * The events of one command of the engine. They are written with the command's own changes, in its transaction: what is rolled back has never
 * happened. The platform's own work belongs to no tenant and has no events.
 */
final class EventOutbox implements Session {

    private static final String INSERT = "insert into workflow_outbox (tenant_id, event, body) values (?, ?, ?)";

    private final CommandContext command;
    private final Consumer<TenantId> written;
    private final List<OutgoingEvent> events = new ArrayList<>();
    private boolean registered;

    private EventOutbox(CommandContext command, Consumer<TenantId> written) {
        this.command = command;
        this.written = written;
    }

    /** @param written is told whose events were committed */
    static SessionFactory factory(Consumer<TenantId> written) {
        return new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return EventOutbox.class;
            }

            @Override
            public Session openSession() {
                return new EventOutbox(Context.getCommandContext(), written);
            }
        };
    }

    void add(OutgoingEvent event) {
        events.add(event);
    }

    @Override
    public void flush() {
        if (events.isEmpty()) {
            return;
        }
        TenantContext.tenant().ifPresent(tenant -> {
            write(tenant.id());
            if (!registered) {
                registered = true;
                command.getTransactionContext()
                        .addTransactionListener(TransactionState.COMMITTED, ended -> written.accept(tenant.id()));
            }
        });
        events.clear();
    }

    private void write(TenantId tenant) {
        Connection connection = command.getDbSqlSession().getSqlSession().getConnection();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (OutgoingEvent event : events) {
                insert.setString(1, tenant.value());
                insert.setString(2, event.name());
                insert.setString(3, event.body());
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("Events cannot be written", e);
        }
    }

    @Override
    public void close() {
        events.clear();
    }
}

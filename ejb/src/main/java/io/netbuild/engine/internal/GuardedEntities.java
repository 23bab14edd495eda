package io.netbuild.engine.internal;

import io.netbuild.context.BoundTenant;
import io.netbuild.context.TenantContext;
import io.netbuild.tenant.TenantGate;
import org.camunda.bpm.engine.impl.cfg.IdGenerator;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.PersistenceSession;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManagerFactory;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbBulkOperation;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbOperation;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/**
 * Refuses the first change of a command in the scope of a tenant that may only read. PostgreSQL would refuse it as well, but not before the command has ended:
 * the engine keeps changes until then, and runs the delegates and expressions of the model in between.
 */
final class GuardedEntities extends DbEntityManager {

    private GuardedEntities(IdGenerator ids, PersistenceSession session) {
        super(ids, session);
    }

    static SessionFactory factory(IdGenerator ids) {
        return new DbEntityManagerFactory(ids) {
            @Override
            public DbEntityManager openSession() {
                return new GuardedEntities(
                        idGenerator, Context.getCommandContext().getSession(PersistenceSession.class));
            }
        };
    }

    private static void requireWritable() {
        TenantContext.tenant().filter(BoundTenant::readOnly).ifPresent(tenant -> {
            throw TenantGate.refusedWrite(tenant);
        });
    }

    @Override
    public void insert(DbEntity entity) {
        requireWritable();
        super.insert(entity);
    }

    @Override
    public void merge(DbEntity entity) {
        requireWritable();
        super.merge(entity);
    }

    @Override
    public void forceUpdate(DbEntity entity) {
        requireWritable();
        super.forceUpdate(entity);
    }

    @Override
    public void delete(DbEntity entity) {
        requireWritable();
        super.delete(entity);
    }

    @Override
    public void update(Class<? extends DbEntity> type, String statement, Object parameter) {
        requireWritable();
        super.update(type, statement, parameter);
    }

    @Override
    public DbOperation updatePreserveOrder(Class<? extends DbEntity> type, String statement, Object parameter) {
        requireWritable();
        return super.updatePreserveOrder(type, statement, parameter);
    }

    @Override
    public void delete(Class<? extends DbEntity> type, String statement, Object parameter) {
        requireWritable();
        super.delete(type, statement, parameter);
    }

    @Override
    public DbBulkOperation deletePreserveOrder(Class<? extends DbEntity> type, String statement, Object parameter) {
        requireWritable();
        return super.deletePreserveOrder(type, statement, parameter);
    }
}

package io.netbuild.engine.internal;

import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.ibatis.builder.StaticSqlSource;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.ParameterMapping;
import org.apache.ibatis.mapping.SqlCommandType;
import org.apache.ibatis.session.Configuration;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.producer.CacheAwareHistoryEventProducer;

/**
 * Writes the removal time of an ended instance into all of its history with one statement. The engine sends one for each table, and so most of what it
 * takes to complete a short instance were round trips that change no row.
 */
final class RemovalTimes extends CacheAwareHistoryEventProducer {

    static final String STATEMENT = "netbuildUpdateHistoryByRootProcessInstanceId";

    /** The engine's statements, in its order. Authorizations are not among them: engines here have none on historic instances. */
    private static final List<String> OF_EACH_TABLE = List.of(
            "updateHistoricActivityInstancesByRootProcessInstanceId",
            "updateHistoricTaskInstancesByRootProcessInstanceId",
            "updateHistoricVariableInstancesByRootProcessInstanceId",
            "updateHistoricDetailsByRootProcessInstanceId",
            "updateHistoricIncidentsByRootProcessInstanceId",
            "updateExternalTaskLogByRootProcessInstanceId",
            "updateJobLogByRootProcessInstanceId",
            "updateUserOperationLogByRootProcessInstanceId",
            "updateIdentityLinkLogByRootProcessInstanceId",
            "updateCommentsByRootProcessInstanceId",
            "updateAttachmentsByRootProcessInstanceId",
            "updateByteArraysByRootProcessInstanceId",
            "updateHistoricDecisionInstancesByRootProcessInstanceId",
            "updateHistoricDecisionInputInstancesByRootProcessInstanceId",
            "updateHistoricDecisionOutputInstancesByRootProcessInstanceId",
            "updateHistoricProcessInstanceEventsByRootProcessInstanceId");

    /** Adds the statement to the engine's, made of them: all but the last become common table expressions of the last. */
    static void addStatement(Configuration statements) {
        List<String> updates = new ArrayList<>();
        List<ParameterMapping> parameters = new ArrayList<>();
        for (String id : OF_EACH_TABLE) {
            BoundSql update = statements.getMappedStatement(id).getBoundSql(new HashMap<>());
            updates.add(update.getSql());
            parameters.addAll(update.getParameterMappings());
        }
        String last = updates.remove(updates.size() - 1);
        StringBuilder sql = new StringBuilder("with ");
        for (int i = 0; i < updates.size(); i++) {
            sql.append(i == 0 ? "" : ", ")
                    .append("update_")
                    .append(i)
                    .append(" as (")
                    .append(updates.get(i))
                    .append(')');
        }
        sql.append(' ').append(last);
        statements.addMappedStatement(new MappedStatement.Builder(
                        statements,
                        STATEMENT,
                        new StaticSqlSource(statements, sql.toString(), parameters),
                        SqlCommandType.UPDATE)
                .build());
    }

    @Override
    protected void addRemovalTimeToHistoricProcessInstances(String rootProcessInstanceId, Date removalTime) {
        Context.getCommandContext()
                .getDbEntityManager()
                .updatePreserveOrder(
                        HistoricProcessInstanceEventEntity.class,
                        STATEMENT,
                        Map.of("rootProcessInstanceId", rootProcessInstanceId, "removalTime", removalTime));
    }

    @Override
    protected void addRemovalTimeToHistoricDecisions(String rootProcessInstanceId, Date removalTime) {
        // their tables are among those of addRemovalTimeToHistoricProcessInstances
    }
}

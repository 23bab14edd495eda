package io.netbuild.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.ParameterMapping;
import org.apache.ibatis.session.Configuration;
import org.junit.jupiter.api.Test;

class RemovalTimesTest {

    private static final String OF_AUTHORIZATIONS = "updateAuthorizationsByRootProcessInstanceId";

    private final Configuration statements = SharedSqlSessions.get(() -> Objects.requireNonNull(
                    RemovalTimesTest.class.getResourceAsStream("/org/camunda/bpm/engine/impl/mapping/mappings.xml")))
            .getConfiguration();

    private BoundSql sql(String statement) {
        return statements.getMappedStatement(statement).getBoundSql(new HashMap<>());
    }

    @Test
    void shouldHoldAllStatementsThatTheEngineHasForThis() {
        List<String> ofTheEngine = statements.getMappedStatementNames().stream()
                .filter(id -> id.matches("update\\w+ByRootProcessInstanceId"))
                .filter(id -> !id.equals(OF_AUTHORIZATIONS))
                .toList();

        assertThat(ofTheEngine).hasSizeGreaterThan(10);
        assertThat(ofTheEngine)
                .allSatisfy(
                        id -> assertThat(sql(RemovalTimes.STATEMENT).getSql()).contains(sql(id).getSql()));
        assertThat(sql(RemovalTimes.STATEMENT).getParameterMappings())
                .hasSize(2 * ofTheEngine.size())
                .extracting(ParameterMapping::getProperty)
                .startsWith("removalTime", "rootProcessInstanceId", "removalTime", "rootProcessInstanceId");
    }
}

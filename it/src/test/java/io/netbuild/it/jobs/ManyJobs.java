package io.netbuild.it.jobs;

import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestModels;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** Jobs of a tenant in the shared schema that are all due at the same moment, which is sooner made by SQL than by calls. */
public final class ManyJobs {

    /** Copies a waiting instance with all its rows. */
    private static final String COPY =
            """
            with template as (select '%1$s' as instance), number as (select * from generate_series(1, %2$d) i),
            executions as (
                insert into shared.act_ru_execution
                select (jsonb_populate_record(x, jsonb_build_object(
                    'id_', md5(x.id_ || i), 'proc_inst_id_', md5(x.proc_inst_id_ || i), 'root_proc_inst_id_', md5(x.root_proc_inst_id_ || i),
                    'parent_id_', case when x.parent_id_ is not null then md5(x.parent_id_ || i) end))).*
                from shared.act_ru_execution x, template, number where x.proc_inst_id_ = instance
            ), instances as (
                insert into shared.act_hi_procinst
                select (jsonb_populate_record(x, jsonb_build_object(
                    'id_', md5(x.id_ || i), 'proc_inst_id_', md5(x.proc_inst_id_ || i), 'root_proc_inst_id_', md5(x.root_proc_inst_id_ || i)))).*
                from shared.act_hi_procinst x, template, number where x.proc_inst_id_ = instance
            )
            insert into shared.act_ru_job
            select (jsonb_populate_record(x, jsonb_build_object(
                'id_', md5(x.id_ || i), 'process_instance_id_', md5(x.process_instance_id_ || i), 'execution_id_', md5(x.execution_id_ || i),
                'root_proc_inst_id_', md5(x.root_proc_inst_id_ || i), 'duedate_', localtimestamp))).*
            from shared.act_ru_job x, template, number where x.process_instance_id_ = instance
            """;

    private ManyJobs() {}

    /** An instance of {@link TestModels#timer()}, which is deployed, to be copied by {@link #pour}; waits itself for an hour. @return its id */
    public static String template(Engine engine) {
        engine.deploy(List.of(TestModels.timer()));
        return engine.start(TestModels.TIMER, "template", Map.of("wait", "PT1H"));
    }

    /** @param database as one who may do everything; within its transaction, if it has one */
    public static void pour(Connection database, String template, int jobs) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(COPY.formatted(template, jobs));
        }
    }
}

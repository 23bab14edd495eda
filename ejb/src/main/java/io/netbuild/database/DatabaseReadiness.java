package io.netbuild.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a database keeps tenants apart. Asks the catalogue only, which every role may read.
 *
 * <p>The rule for tables is one without exceptions: every table of the platform's schemas, tenants' rows or not, has row-level security enabled and
 * forced and at least one policy; only Flyway's own table is left out, on which nobody but the owner has privileges.
 */
public final class DatabaseReadiness {

    private static final String SETTINGS =
            """
            select 'max_prepared_transactions', 'is 0: distributed transactions would fail'
            from pg_settings where name = 'max_prepared_transactions' and setting::int = 0
            """;

    private static final String ROLES =
            """
            with platform (name) as (
                select unnest(array['netbuild_owner', 'netbuild_app', 'netbuild_system', 'netbuild_operator']) union select ?),
            found as (select r.oid, r.rolname, r.rolsuper, r.rolbypassrls from platform join pg_roles r on r.rolname = name)
            select name, 'the role does not exist' from platform where to_regrole(name) is null
            union all
            select rolname, 'the role is a superuser, to which row-level security does not apply' from found where rolsuper
            union all
            select rolname, 'the role has BYPASSRLS' from found where rolbypassrls
            union all
            select f.rolname, 'the role is a member of ' || r.rolname || ', which is above row-level security'
            from found f
            join pg_roles r on r.oid <> f.oid and (r.rolsuper or r.rolbypassrls or r.rolname = 'netbuild_owner') and pg_has_role(f.oid, r.oid, 'member')
            where not f.rolsuper
            """;

    private static final String TABLES =
            """
            with tables as (
                select c.oid, c.relname, c.relowner, c.relrowsecurity, c.relforcerowsecurity, n.nspname
                from pg_namespace n
                join pg_depend d on d.refclassid = 'pg_namespace'::regclass and d.refobjid = n.oid and d.classid = 'pg_class'::regclass
                join pg_class c on c.oid = d.objid
                where n.nspname = ? and c.relkind in ('r', 'p') and c.relname <> 'flyway_schema_history'),
            roles as (select oid, rolname from pg_roles where rolname in ('netbuild_app', 'netbuild_system', 'netbuild_operator', ?))
            select ?, 'the schema has no tables' where not exists (select from tables)
            union all
            select nspname || '.' || relname, 'row-level security is not enabled' from tables where not relrowsecurity
            union all
            select nspname || '.' || relname, 'row-level security is not forced' from tables where relrowsecurity and not relforcerowsecurity
            union all
            select nspname || '.' || relname, 'no policy' from tables t where not exists (select from pg_policy p where p.polrelid = t.oid)
            union all
            select nspname || '.' || relname, 'belongs to ' || r.rolname || ', who could turn row-level security off'
            from tables t join roles r on pg_has_role(r.oid, t.relowner, 'member')
            union all
            select nspname || '.' || relname, r.rolname || ' may truncate it, which row-level security does not stop'
            from tables t join roles r on has_table_privilege(r.oid, t.oid, 'truncate')
            union all
            select nspname || '.' || relname, 'policy ' || p.polname || ' shows every tenant''s rows to the application'
            from tables t join pg_policy p on p.polrelid = t.oid
            where pg_get_expr(p.polqual, p.polrelid) = 'true'
              and (0 = any (p.polroles) or (select oid from roles where rolname = ?) = any (p.polroles))
              and exists (select from pg_attribute a where a.attrelid = t.oid and a.attname in ('tenant_id', 'tenant_id_', 'rls_tenant_'))
            """;

    private DatabaseReadiness() {}

    /**
     * What makes a part of the database unsafe.
     *
     * @param subject the table, role or setting
     */
    public record Finding(String subject, String problem) {

        @Override
        public String toString() {
            return subject + ": " + problem;
        }
    }

    /** Checks the main database: settings, roles, the control plane and the shared engine. Empty: safe. */
    public static List<Finding> ofMainDatabase(Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>(query(connection, SETTINGS));
        findings.addAll(ofSchema(
                connection, new EngineSchema(Migrations.CONTROL_SCHEMA, EngineSchema.SHARED.applicationRole())));
        findings.addAll(ofEngine(connection, EngineSchema.SHARED));
        return findings;
    }

    /** Checks the roles and the tables of an engine in the connection's database. Empty: safe. */
    public static List<Finding> ofEngine(Connection connection, EngineSchema engine) throws SQLException {
        List<Finding> findings = new ArrayList<>(query(connection, ROLES, engine.applicationRole()));
        findings.addAll(ofSchema(connection, engine));
        return findings;
    }

    private static List<Finding> ofSchema(Connection connection, EngineSchema engine) throws SQLException {
        return query(
                connection,
                TABLES,
                engine.schema(),
                engine.applicationRole(),
                engine.schema(),
                engine.applicationRole());
    }

    private static List<Finding> query(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<Finding> findings = new ArrayList<>();
                while (rows.next()) {
                    findings.add(new Finding(rows.getString(1), rows.getString(2)));
                }
                return findings;
            }
        }
    }
}

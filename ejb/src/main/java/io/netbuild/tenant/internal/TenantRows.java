package io.netbuild.tenant.internal;

import io.netbuild.database.Columns;
import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.kernel.Tier;
import io.netbuild.tenant.ExternalKey;
import io.netbuild.tenant.Limit;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How a tenant looks in a row, and back. */
final class TenantRows {

    static final String COLUMNS =
            """
            t.id, t.external_key, t.name, t.organisation, t.email_domain, t.tier, t.status, t.status_reason, t.limits, t.labels,
            t.created_at, t.updated_at, t.version,
            p.isolation, p.engine_name, p.datasource_name, p.server, p.database_name, p.schema_name, p.role_name, p.epoch
            """;

    private TenantRows() {}

    static Tenant read(ResultSet row) throws SQLException {
        return new Tenant(
                new TenantId(row.getString("id")),
                new ExternalKey(row.getString("external_key")),
                row.getString("name"),
                row.getString("organisation"),
                row.getString("email_domain"),
                Tier.valueOf(row.getString("tier")),
                TenantStatus.valueOf(row.getString("status")),
                row.getString("status_reason"),
                limits(row.getString("limits")),
                labels(row.getString("labels")),
                new Placement(
                        Isolation.valueOf(row.getString("isolation")),
                        row.getString("engine_name"),
                        row.getString("datasource_name"),
                        row.getString("server"),
                        row.getString("database_name"),
                        row.getString("schema_name"),
                        row.getString("role_name")),
                row.getLong("epoch"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"),
                row.getLong("version"));
    }

    static String limitsJson(Map<Limit, Long> limits) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        new TreeMap<>(limits).forEach((limit, value) -> json.add(limit.field(), value));
        return json.build().toString();
    }

    static String labelsJson(Map<String, String> labels) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        new TreeMap<>(labels).forEach(json::add);
        return json.build().toString();
    }

    private static Map<Limit, Long> limits(String json) {
        Map<Limit, Long> limits = new EnumMap<>(Limit.class);
        parse(json).forEach((field, value) -> limits.put(Limit.parse(field), ((JsonNumber) value).longValue()));
        return limits;
    }

    private static Map<String, String> labels(String json) {
        Map<String, String> labels = new TreeMap<>();
        parse(json).forEach((name, value) -> labels.put(name, ((JsonString) value).getString()));
        return labels;
    }

    private static JsonObject parse(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}

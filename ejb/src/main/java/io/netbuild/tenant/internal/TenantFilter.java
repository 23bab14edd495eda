package io.netbuild.tenant.internal;

import io.netbuild.tenant.TenantQuery;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The {@code where} clause of a query for tenants; every value is a parameter. */
record TenantFilter(String condition, List<String> parameters) {

    static TenantFilter of(TenantQuery query) {
        List<String> conditions = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        if (query.tier() != null) {
            conditions.add("t.tier = ?");
            parameters.add(query.tier().name());
        }
        if (query.isolation() != null) {
            conditions.add("p.isolation = ?");
            parameters.add(query.isolation().name());
        }
        if (query.status() != null) {
            conditions.add("t.status = ?");
            parameters.add(query.status().name());
        }
        if (query.search() != null) {
            conditions.add("strpos(lower(t.id || ' ' || t.name || ' ' || t.organisation), lower(?)) > 0");
            parameters.add(query.search());
        }
        if (query.label() != null) {
            int equals = query.label().indexOf('=');
            conditions.add(equals < 0 ? "jsonb_exists(t.labels, ?)" : "t.labels ->> ? = ?");
            parameters.add(equals < 0 ? query.label() : query.label().substring(0, equals));
            if (equals >= 0) {
                parameters.add(query.label().substring(equals + 1));
            }
        }
        return new TenantFilter(
                conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions), List.copyOf(parameters));
    }

    /** @return the index of the next free parameter */
    int bind(PreparedStatement statement) throws SQLException {
        int index = 1;
        for (String parameter : parameters) {
            statement.setString(index++, parameter);
        }
        return index;
    }
}

package io.netbuild.rows;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table whose rows move with their tenant.
 *
 * @param name unqualified
 * @param sharable whether rows without a tenant are definitions that tenants share
 * @param columns ordered by name, so that both sides write a row in the same order
 * @param key the columns of the primary key, in its order
 */
public record Table(String name, String tenantColumn, boolean sharable, List<Column> columns, List<Column> key) {

    /** The lock of a job is not its tenant's, and does not move. */
    private static final List<String> LOCKS = List.of("lock_owner_", "lock_exp_time_", "rev_");

    private static final String JOBS = "act_ru_job";

    public Table {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** @param type as PostgreSQL writes it */
    public record Column(String name, String type) {

        String quoted() {
            return Sql.name(name);
        }
    }

    /** All columns, for a list of them in a statement. */
    String columnList() {
        return columns.stream().map(Column::quoted).collect(Collectors.joining(", "));
    }

    /** The same, of a row with a name. */
    String qualifiedList(String alias) {
        return columns.stream().map(column -> alias + "." + column.quoted()).collect(Collectors.joining(", "));
    }

    /** What has to be equal on both sides. */
    String comparedList(String alias) {
        return columns.stream()
                .filter(column -> !name.equals(JOBS) || !LOCKS.contains(column.name()))
                .map(column -> alias + "." + column.quoted())
                .collect(Collectors.joining(", "));
    }

    String keyList(String alias) {
        return key.stream().map(column -> alias + "." + column.quoted()).collect(Collectors.joining(", "));
    }

    /** Which rows are the tenant's. */
    String of(String tenant, String alias) {
        return "%s.%s = %s".formatted(alias, Sql.name(tenantColumn), Sql.text(tenant));
    }

    /**
     * Which of them say something of the tenant and go along with it: all but what an engine writes for itself. Each engine has its own job that cleans up, and would
     * take one more for it: the shared engine might then remove the one that cleans up for all.
     */
    String moving(String tenant, String alias) {
        return of(tenant, alias) + Housekeeping.without(this, alias);
    }

    /** A key as a value of the key's types. */
    String literal(List<String> values) {
        StringBuilder row = new StringBuilder("row(");
        for (int i = 0; i < key.size(); i++) {
            row.append(i == 0 ? "" : ", ")
                    .append(Sql.text(values.get(i)))
                    .append("::")
                    .append(key.get(i).type());
        }
        return row.append(')').toString();
    }

    /** A list of keys to join with, called {@code k}, and the condition to do so. */
    String joinedWith(List<List<String>> keys, String alias) {
        StringBuilder arrays = new StringBuilder();
        StringBuilder names = new StringBuilder();
        StringBuilder condition = new StringBuilder();
        for (int i = 0; i < key.size(); i++) {
            int column = i;
            arrays.append(i == 0 ? "" : ", ")
                    .append(keys.stream()
                            .map(values -> Sql.text(values.get(column)))
                            .collect(Collectors.joining(", ", "array[", "]::")))
                    .append(key.get(i).type())
                    .append("[]");
            names.append(i == 0 ? "" : ", ").append("k").append(i);
            condition
                    .append(i == 0 ? "" : " and ")
                    .append("k.k%d = %s.%s".formatted(i, alias, key.get(i).quoted()));
        }
        return "unnest(%s) k (%s) where %s".formatted(arrays, names, condition);
    }
}

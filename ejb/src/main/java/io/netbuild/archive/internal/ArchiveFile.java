package io.netbuild.archive.internal;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/**
 * A file of an archive, as the manifest lists it.
 *
 * @param kind {@code table}, {@code model} or {@code platform}
 * @param table of a {@code table} only, empty for others
 * @param columns of a {@code table} only, ordered by name
 * @param rows lines of the file; 1 for a model
 * @param bytes unpacked
 */
public record ArchiveFile(
        String path,
        String kind,
        String table,
        String tenantColumn,
        List<Column> columns,
        long rows,
        long bytes,
        String sha256) {

    public static final String TABLE = "table";
    public static final String MODEL = "model";
    public static final String PLATFORM = "platform";

    public ArchiveFile {
        columns = List.copyOf(columns);
    }

    /** @param type as PostgreSQL writes it */
    public record Column(String name, String type) {}

    JsonObject json() {
        JsonObjectBuilder json = Json.createObjectBuilder().add("path", path).add("kind", kind);
        if (kind.equals(TABLE)) {
            JsonArrayBuilder list = Json.createArrayBuilder();
            columns.forEach(column -> list.add(
                    Json.createObjectBuilder().add("name", column.name()).add("type", column.type())));
            json.add("table", table).add("tenantColumn", tenantColumn).add("columns", list);
        }
        return json.add("rows", rows).add("bytes", bytes).add("sha256", sha256).build();
    }

    /** @throws ClassCastException or {@link NullPointerException} when something is missing or of another kind */
    static ArchiveFile of(JsonObject json) {
        List<Column> columns = json.containsKey("columns")
                ? json.getJsonArray("columns").getValuesAs(JsonObject.class).stream()
                        .map(column -> new Column(column.getString("name"), column.getString("type")))
                        .toList()
                : List.of();
        return new ArchiveFile(
                json.getString("path"),
                json.getString("kind"),
                json.getString("table", ""),
                json.getString("tenantColumn", ""),
                columns,
                json.getJsonNumber("rows").longValueExact(),
                json.getJsonNumber("bytes").longValueExact(),
                json.getString("sha256"));
    }
}

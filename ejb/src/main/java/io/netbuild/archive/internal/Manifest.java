package io.netbuild.archive.internal;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an archive says of itself, the file {@value #PATH}.
 *
 * @param tenant id, name, external key, tier and isolation of the tenant that it was made of
 */
public record Manifest(
        Instant exportedAt, Map<String, String> tenant, Map<String, String> versions, List<ArchiveFile> files) {

    public static final String PATH = "manifest.json";
    public static final String FORMAT = "netbuild-tenant-export/1";

    public Manifest {
        tenant = Map.copyOf(tenant);
        versions = Map.copyOf(versions);
        files = List.copyOf(files);
    }

    public String json() {
        JsonArrayBuilder list = Json.createArrayBuilder();
        files.forEach(file -> list.add(file.json()));
        return Json.createObjectBuilder()
                .add("format", FORMAT)
                .add("exportedAt", exportedAt.toString())
                .add("tenant", object(tenant))
                .add("versions", object(versions))
                .add("files", list)
                .build()
                .toString();
    }

    private static JsonObjectBuilder object(Map<String, String> texts) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        new TreeMap<>(texts).forEach(json::add);
        return json;
    }

    /** @throws io.netbuild.kernel.NetBuildException with {@link io.netbuild.kernel.ErrorCode#INVALID_FIELD} when it is no manifest of this format */
    public static Manifest parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            if (!json.getString("format", "").equals(FORMAT)) {
                throw Refusals.of("format", json.getString("format", ""), FORMAT);
            }
            return new Manifest(
                    Instant.parse(json.getString("exportedAt")),
                    texts(json.getJsonObject("tenant")),
                    texts(json.getJsonObject("versions")),
                    json.getJsonArray("files").getValuesAs(JsonObject.class).stream()
                            .map(ArchiveFile::of)
                            .toList());
        } catch (JsonException
                | ClassCastException
                | NullPointerException
                | IllegalStateException
                | ArithmeticException
                | DateTimeException e) {
            throw Refusals.of("content", "…", "a manifest as its schema describes it");
        }
    }

    private static Map<String, String> texts(JsonObject json) {
        Map<String, String> texts = new TreeMap<>();
        json.keySet().forEach(name -> texts.put(name, json.getString(name)));
        return texts;
    }
}

package io.netbuild.it.offboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** An export, unpacked. */
public record Archive(Map<String, byte[]> files) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    static final String MANIFEST = "manifest.json";

    /** Of a tenant, fetched by somebody. */
    public static Archive of(Api caller, TestTenant tenant) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(Stack.server().httpUrl() + "/api/tenants/" + tenant + "/export"));
        caller.headers().forEach(request::header);
        HttpResponse<byte[]> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return new Archive(files);
    }

    JsonNode manifest() throws IOException {
        return new ObjectMapper().readTree(files.get(MANIFEST));
    }

    String text(String path) {
        return new String(files.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
    }

    /** The same with another file. */
    Archive with(String path, String content) {
        Map<String, byte[]> changed = new LinkedHashMap<>(files);
        changed.put(path, content.getBytes(StandardCharsets.UTF_8));
        return new Archive(changed);
    }

    Archive without(String path) {
        Map<String, byte[]> changed = new LinkedHashMap<>(files);
        changed.remove(path);
        return new Archive(changed);
    }

    public byte[] packed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    public Answer importInto(TestTenant tenant) throws IOException {
        return tenant.resource().send("POST", "/import", BodyPublishers.ofByteArray(packed()), "application/zip");
    }
}

package io.netbuild.archive.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {

    private static final String PLATFORM = "platform/tenant.ndjson";
    private static final long ENOUGH = 1_000_000;

    @TempDir
    Path directory;

    private static ArchiveFile file(String path, byte[] content, long rows) {
        return new ArchiveFile(
                path,
                ArchiveFile.PLATFORM,
                "",
                "",
                List.of(),
                rows,
                content.length,
                HexFormat.of().formatHex(ArchiveWriter.sha256().digest(content)));
    }

    private static String manifest(ArchiveFile... files) {
        return new Manifest(Instant.EPOCH, Map.of("id", "acme"), Map.of(), List.of(files)).json();
    }

    /** @param entries names and contents, one after the other */
    private Path zip(String... entries) throws IOException {
        Path file = directory.resolve("archive.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entries[i]));
                zip.write(bytes(entries[i + 1]));
                zip.closeEntry();
            }
        }
        return file;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertRefused(Path file, long mostBytes, ErrorCode code, String reason) {
        assertThatThrownBy(() -> {
                    try (ArchiveReader reader = ArchiveReader.open(file, mostBytes)) {
                        reader.verified();
                    }
                })
                .isInstanceOfSatisfying(NetBuildException.class, refused -> assertThat(refused.code())
                        .isEqualTo(code))
                .hasMessageContaining(reason);
    }

    @Test
    void modelsShouldBeReadWhateverTheirNames() throws IOException {
        Path file = directory.resolve("models.zip");
        List<String> names =
                List.of("", ".bpmn", "a/b\\c", "x".repeat(10) + "." + "y".repeat(149), "y".repeat(149), "größe.bpmn");
        try (OutputStream out = Files.newOutputStream(file)) {
            ArchiveWriter writer = new ArchiveWriter(out);
            for (String name : names) {
                writer.model("deployment", name, bytes(name));
            }
            writer.finish(new Manifest(Instant.EPOCH, Map.of("id", "acme"), Map.of(), writer.files()));
        }

        try (ArchiveReader reader = ArchiveReader.open(file, ENOUGH)) {
            assertThat(reader.verified().files()).hasSize(names.size());
        }
    }

    @Test
    void anArchiveShouldBeReadLineByLine() throws IOException {
        String rows = "{\"a\":1}\n".repeat(1200);
        Path file = zip(PLATFORM, rows, Manifest.PATH, manifest(file(PLATFORM, bytes(rows), 1200)));
        List<Integer> batches = new ArrayList<>();

        try (ArchiveReader reader = ArchiveReader.open(file, ENOUGH)) {
            reader.<RuntimeException>lines(reader.verified().files().get(0), lines -> {
                assertThat(lines).allMatch("{\"a\":1}"::equals);
                batches.add(lines.size());
            });
        }

        assertThat(batches).containsExactly(500, 500, 200);
    }

    @Test
    void aFileThatUnpacksToMoreThanAllowedShouldBeRefused() throws IOException {
        String rows = "x".repeat(50_000) + "\n";
        Path file = zip(PLATFORM, rows, Manifest.PATH, manifest(file(PLATFORM, bytes(rows), 1)));

        assertThat(Files.size(file)).isLessThan(2000);
        assertRefused(file, 49_000, ErrorCode.PAYLOAD_TOO_LARGE, "49000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "/etc/passwd",
                "tables/../x.ndjson",
                "tables/a/b.ndjson",
                "tables/A;drop.ndjson",
                "models/../x",
                "models/a/..",
                "models/a/b/c",
                "platform/x.json",
                "tables\\x.ndjson"
            })
    void aPathThatIsNoneOfTheFormatShouldBeRefused(String path) throws IOException {
        assertRefused(
                zip(path, "", Manifest.PATH, manifest(file(path, bytes(""), 0))),
                ENOUGH,
                ErrorCode.INVALID_FIELD,
                path);
    }

    @Test
    void aFileThatIsNotWhatTheManifestSaysShouldBeRefused() throws IOException {
        ArchiveFile listed = file(PLATFORM, bytes("{}\n"), 1);

        assertRefused(
                zip(PLATFORM, "[]\n", Manifest.PATH, manifest(listed)), ENOUGH, ErrorCode.INVALID_FIELD, "SHA-256");
        assertRefused(
                zip(PLATFORM, "{}\n", Manifest.PATH, manifest(file(PLATFORM, bytes("{}\n"), 2))),
                ENOUGH,
                ErrorCode.INVALID_FIELD,
                "lines");
        assertRefused(zip(Manifest.PATH, manifest(listed)), ENOUGH, ErrorCode.INVALID_FIELD, PLATFORM);
        assertRefused(
                zip(PLATFORM, "{}\n", Manifest.PATH, manifest(listed, listed)),
                ENOUGH,
                ErrorCode.INVALID_FIELD,
                "present once");
        assertRefused(zip(PLATFORM, "{}\n", Manifest.PATH, manifest()), ENOUGH, ErrorCode.INVALID_FIELD, "listed");
        assertRefused(zip(PLATFORM, "{}\n"), ENOUGH, ErrorCode.INVALID_FIELD, Manifest.PATH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"format\":\"other/1\"}",
                "{\"format\":\"netbuild-tenant-export/1\"}",
                "{\"format\":\"netbuild-tenant-export/1\",\"exportedAt\":\"now\",\"tenant\":{},\"versions\":{},\"files\":[]}",
                "{\"format\":\"netbuild-tenant-export/1\",\"exportedAt\":\"2027-01-01T00:00:00Z\",\"tenant\":{},\"versions\":{},\"files\":[1]}",
                "{\"format\":\"netbuild-tenant-export/1\",\"exportedAt\":\"2027-01-01T00:00:00Z\",\"tenant\":{},\"versions\":{},\"files\":[{\"path\":1}]}"
            })
    void nonsenseInPlaceOfAManifestShouldBeRefused(String manifest) throws IOException {
        assertRefused(zip(Manifest.PATH, manifest), ENOUGH, ErrorCode.INVALID_FIELD, "manifest");
    }

    @Test
    void whatIsNoZipFileOrCutOffShouldBeRefused() throws IOException {
        Path whole = zip(PLATFORM, "{}\n", Manifest.PATH, manifest(file(PLATFORM, bytes("{}\n"), 1)));
        byte[] content = Files.readAllBytes(whole);
        Path cut = directory.resolve("cut.zip");
        Files.write(cut, Arrays.copyOf(content, content.length / 2));
        Path none = directory.resolve("none.zip");
        Files.writeString(none, "no archive");

        assertRefused(cut, ENOUGH, ErrorCode.INVALID_FIELD, "a ZIP file");
        assertRefused(none, ENOUGH, ErrorCode.INVALID_FIELD, "a ZIP file");
    }
}

package io.netbuild.bench.tenancy;

import io.netbuild.bench.BenchFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** The platform's indexes on the engine's tables, as the migration in the measured application makes them. */
final class AddedIndexes {

    private AddedIndexes() {}

    static String scriptIn(Path ear) throws IOException {
        try (ZipFile application = new ZipFile(ear.toFile())) {
            ZipEntry platform = Collections.list(application.entries()).stream()
                    .filter(entry -> entry.getName().matches("lib/.*netbuild-ejb-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new BenchFailure("The application has no netbuild-ejb"));
            byte[] jar = application.getInputStream(platform).readAllBytes();
            StringBuilder script = new StringBuilder();
            try (ZipInputStream content = new ZipInputStream(new ByteArrayInputStream(jar))) {
                for (ZipEntry entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
                    if (entry.getName().matches("db/engine/V\\d+__.*indexes.*\\.sql")) {
                        script.append(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                                .append('\n');
                    }
                }
            }
            if (script.isEmpty()) {
                throw new BenchFailure("The application has no migration with indexes");
            }
            return script.toString();
        }
    }
}

package io.netbuild.dev;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netbuild export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes all that a tenant of the running platform has into a file, as it is at one moment.",
            "The tenant works meanwhile. The file appears when it is whole."
        })
final class ExportCommand implements Callable<Integer> {

    private static final String MANIFEST = "manifest.json";

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Parameters(paramLabel = "TENANT", description = "The tenant's id.")
    private String tenant = "";

    @Option(names = "--to", required = true, paramLabel = "FILE", description = "A ZIP file that is not there yet.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Files.exists(file)) {
            throw new StartRefusedException("--to %s: is there already".formatted(file));
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new StartRefusedException("--to %s: its directory is not there".formatted(file));
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            operator.api("operator").download("/api/tenants/" + tenant + "/export", part);
            requireWhole(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        PrintWriter out = spec == null
                ? new PrintWriter(System.out, true)
                : spec.commandLine().getOut();
        out.printf("%s: %,d bytes%n", file, Files.size(file));
        out.flush();
        return ExitCode.OK;
    }

    /** The platform writes the manifest last. */
    private static void requireWhole(Path part) throws IOException {
        try (ZipFile zip = new ZipFile(part.toFile())) {
            if (zip.getEntry(MANIFEST) != null) {
                return;
            }
        } catch (ZipException e) {
            throw new StackException("the export has broken off", e);
        }
        throw new StackException("the export has broken off");
    }
}

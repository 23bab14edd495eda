package io.netbuild.archive;

import io.netbuild.kernel.InvalidField;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How large archives may be that are imported, by the keys {@code netbuild.import.…}, in bytes:
 *
 * <ul>
 *   <li>{@code max-size}: as they are sent (default 1 GiB)
 *   <li>{@code max-unpacked-size}: unpacked (default 20 GiB)
 * </ul>
 */
@Dependent
public class ImportSettings {

    private final long maxSize;
    private final long maxUnpackedSize;

    @Inject
    ImportSettings(
            @ConfigProperty(name = "netbuild.import.max-size", defaultValue = "1073741824") long maxSize,
            @ConfigProperty(name = "netbuild.import.max-unpacked-size", defaultValue = "21474836480")
                    long maxUnpackedSize) {
        this.maxSize = positive("max-size", maxSize);
        this.maxUnpackedSize = positive("max-unpacked-size", maxUnpackedSize);
    }

    private static long positive(String key, long value) {
        if (value < 1) {
            throw InvalidField.of("netbuild.import." + key, value, "1 or more");
        }
        return value;
    }

    long maxSize() {
        return maxSize;
    }

    long maxUnpackedSize() {
        return maxUnpackedSize;
    }
}

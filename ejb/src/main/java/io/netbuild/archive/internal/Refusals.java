package io.netbuild.archive.internal;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.NetBuildException;

/** Why an archive is not taken. */
public final class Refusals {

    private Refusals() {}

    /** @param what of the manifest it is about */
    static NetBuildException of(String what, Object value, String rule) {
        return InvalidField.of("manifest." + what, value, rule);
    }

    /** @param path of a file in the archive */
    public static NetBuildException of(String path, String rule) {
        return InvalidField.of("archive", path, rule);
    }
}

package io.netbuild.probe.internal;

import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Notices when somebody changes what a tenant has. */
final class Watch {

    private final Fingerprints fingerprints;
    private final ProbeTenant owner;
    private Map<String, String> before;

    /** From now on. */
    Watch(Fingerprints fingerprints, ProbeTenant owner) throws Exception {
        this.fingerprints = fingerprints;
        this.owner = owner;
        this.before = fingerprints.of(owner);
    }

    /** What has changed since it was asked the last time, the names of tables; empty when nothing has. */
    String changes() throws Exception {
        Map<String, String> now = fingerprints.of(owner);
        TreeSet<String> changed = new TreeSet<>();
        now.forEach((table, rows) -> {
            if (!Objects.equals(before.get(table), rows)) {
                changed.add(table);
            }
        });
        before = now;
        return String.join(", ", changed);
    }
}

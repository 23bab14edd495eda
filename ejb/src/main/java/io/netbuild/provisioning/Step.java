package io.netbuild.provisioning;

import io.netbuild.kernel.Isolation;
import java.util.List;

/** What has to be done for a tenant to exist. Every step can be repeated. */
enum Step {
    ROLE,
    SCHEMA,
    DATABASE,
    DATASOURCE,
    ENGINE,
    AUTHORIZATIONS;

    /** In their order. */
    static List<Step> of(Isolation isolation) {
        return switch (isolation) {
            case SHARED -> List.of(AUTHORIZATIONS);
            case SCHEMA -> List.of(ROLE, SCHEMA, DATASOURCE, ENGINE, AUTHORIZATIONS);
            case DATABASE -> List.of(ROLE, DATABASE, DATASOURCE, ENGINE, AUTHORIZATIONS);
        };
    }
}

package io.netbuild.offboarding;

import java.util.List;
import java.util.Map;

/** Rows of a tenant that stay on purpose when it is erased: in the platform's own schema, each table with the reason. */
final class KeptRows {

    private static final Map<String, String> REASONS = Map.of(
            "audit_log",
            "append-only and chained by hashes: who has done what with the tenant has to stay provable; entries hold ids, actors, and what was changed in the tenant's record",
            "erasure_certificates",
            "certificates of tenants that had the same id before");

    private KeptRows() {}

    static boolean isKept(TableRows place) {
        return place.schema().equals("netbuild") && REASONS.containsKey(place.table());
    }

    /** Those of the places that hold some. */
    static List<ErasureCertificate.Kept> of(List<TableRows> places) {
        return places.stream()
                .filter(KeptRows::isKept)
                .filter(place -> place.rows() > 0)
                .map(place -> new ErasureCertificate.Kept(
                        place.place(), place.rows(), String.valueOf(REASONS.get(place.table()))))
                .toList();
    }
}

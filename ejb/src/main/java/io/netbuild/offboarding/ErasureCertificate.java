package io.netbuild.offboarding;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Says that nothing of a tenant is left, and where it was looked for.
 *
 * @param requestedBy who asked for it
 * @param purgeAt when it was to begin
 * @param places every table that was looked into, but those of other tenants' places
 * @param elsewhere the places of other tenants, where it was looked for as well and nothing was found
 * @param kept what stays on purpose
 * @param outOfReach what the platform cannot erase
 * @param node the server that has done it
 */
public record ErasureCertificate(
        UUID id,
        String tenant,
        String externalKey,
        String requestedBy,
        Instant requestedAt,
        Instant purgeAt,
        Instant beganAt,
        Instant erasedAt,
        List<Place> places,
        Elsewhere elsewhere,
        List<Kept> kept,
        List<String> outOfReach,
        String node,
        Map<String, String> versions) {

    public ErasureCertificate {
        places = List.copyOf(places);
        kept = List.copyOf(kept);
        outOfReach = List.copyOf(outOfReach);
        versions = Map.copyOf(versions);
    }

    /** @param dropped whether the table is not there any more */
    public record Place(
            String server,
            String database,
            String schema,
            String table,
            long rowsBefore,
            long rowsAfter,
            boolean dropped) {}

    public record Elsewhere(int schemas, int tables, long rows) {}

    public record Kept(String place, long rows, String reason) {}

    public long rowsErased() {
        return places.stream().mapToLong(Place::rowsBefore).sum();
    }
}

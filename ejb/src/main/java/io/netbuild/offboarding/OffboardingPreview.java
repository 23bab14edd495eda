package io.netbuild.offboarding;

import java.time.Instant;
import java.util.List;

/**
 * What would be erased, and how to say that it shall be.
 *
 * @param places where the tenant has rows now that would be erased
 * @param kept what would stay on purpose
 * @param obstacles what would keep the certificate back in the tenant's own places, each as a sentence; those of others are looked into when it is erased
 * @param confirmation to be sent back, once
 * @param confirmBefore until when it is valid
 */
public record OffboardingPreview(
        List<TableRows> places,
        List<ErasureCertificate.Kept> kept,
        List<String> obstacles,
        Instant purgeAt,
        String confirmation,
        Instant confirmBefore) {

    public OffboardingPreview {
        places = List.copyOf(places);
        kept = List.copyOf(kept);
        obstacles = List.copyOf(obstacles);
    }

    /** Without those that are kept. */
    public long rows() {
        return places.stream().mapToLong(TableRows::rows).sum();
    }
}

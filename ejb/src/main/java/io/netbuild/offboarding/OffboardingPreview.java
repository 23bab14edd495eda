package io.netbuild.offboarding;

import java.time.Instant;
import java.util.List;

/**
 * What would be erased, and how to say that it shall be.
 *
 * @param places where the tenant has rows now
 * @param obstacles what would keep the certificate back, each as a sentence; empty when nothing would
 * @param confirmation to be sent back, once
 * @param confirmBefore until when it is valid
 */
public record OffboardingPreview(
        List<TableRows> places, List<String> obstacles, Instant purgeAt, String confirmation, Instant confirmBefore) {

    public OffboardingPreview {
        places = List.copyOf(places);
        obstacles = List.copyOf(obstacles);
    }

    public long rows() {
        return places.stream().mapToLong(TableRows::rows).sum();
    }
}

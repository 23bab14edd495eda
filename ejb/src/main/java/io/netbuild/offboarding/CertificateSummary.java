package io.netbuild.offboarding;

import java.time.Instant;
import java.util.UUID;

/** A certificate in a list. */
public record CertificateSummary(UUID id, String tenant, Instant erasedAt, long rowsErased) {}

package io.netbuild.provisioning;

import io.netbuild.kernel.TenantId;

/** A tenant is about to be removed; a CDI event. An observer that throws keeps it. */
public record TenantRemoval(TenantId tenant) {}

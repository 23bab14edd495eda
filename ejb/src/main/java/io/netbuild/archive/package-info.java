/**
 * All that a tenant has as one file, and back: {@link io.netbuild.archive.TenantExport} writes it, {@link io.netbuild.archive.TenantImport} makes an empty tenant of it. The
 * format is a promise: {@code docs/reference/export-format.md}.
 */
@NullMarked
package io.netbuild.archive;

import org.jspecify.annotations.NullMarked;

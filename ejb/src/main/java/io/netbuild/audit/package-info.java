/** Who did what to which tenant, for ever: see {@link io.netbuild.audit.AuditLog}. Must depend on nothing but the kernel. */
@NullMarked
package io.netbuild.audit;

import org.jspecify.annotations.NullMarked;

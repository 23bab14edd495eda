/**
 * A small application as one would write it for a single company: an entity, an EJB, a process. It serves every tenant of the platform without a
 * word about tenants. Start with {@link io.netbuild.sample.PurchaseRequests}. Depends on nothing of the platform.
 */
@NullMarked
package io.netbuild.sample;

import org.jspecify.annotations.NullMarked;

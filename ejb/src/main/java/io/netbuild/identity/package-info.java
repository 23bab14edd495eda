/**
 * The users of the platform: one directory for all tenants, with each user's memberships and roles. Start with {@link io.netbuild.identity.UserDirectory}.
 * Uses {@code audit} and {@code tenant}; must not be used by {@code context} and {@code placement}, nor use {@code engine}.
 */
@NullMarked
package io.netbuild.identity;

import org.jspecify.annotations.NullMarked;

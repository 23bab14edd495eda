/**
 * The users of the platform: one directory for all tenants, with each user's memberships and roles. Start with {@link io.netbuild.identity.UserDirectory};
 * what users prove themselves with is in {@link io.netbuild.identity.SignIns} (passwords), {@link io.netbuild.identity.ApiKeys} and {@link
 * io.netbuild.identity.Sessions}, how they come in {@link io.netbuild.identity.Members} and {@link io.netbuild.identity.Invitations}.
 * Uses {@code audit} and {@code tenant}; must not be used by {@code context} and {@code placement}, nor use {@code engine}.
 */
@NullMarked
package io.netbuild.identity;

import org.jspecify.annotations.NullMarked;

/**
 * Tenants come and go while the server runs: the steps that make one, recorded so that a crash between any two of them is made up for, and those
 * that bring this server in line with the registry. Start with {@link io.netbuild.provisioning.Provisioning}.
 */
@NullMarked
package io.netbuild.provisioning;

import org.jspecify.annotations.NullMarked;

/**
 * HTTP: the way in for requests. Start with {@link io.netbuild.web.TenantRequests}, through which every request of a tenant passes. Nothing is
 * decided here; nothing depends on this.
 */
@NullMarked
package io.netbuild.web;

import org.jspecify.annotations.NullMarked;

/**
 * What is measured for Prometheus, labelled with tenant and tier. Start with {@link io.netbuild.metric.PlatformMetrics}. Must not depend on
 * engines or jobs, which report here.
 */
@NullMarked
package io.netbuild.metric;

import org.jspecify.annotations.NullMarked;

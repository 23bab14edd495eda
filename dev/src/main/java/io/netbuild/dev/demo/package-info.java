/**
 * {@code ./netbuild demo}: four tenants at work on a running platform, seen from outside, as any Camunda client sees it; and the models they
 * work with, which tests and benchmarks use as well.
 *
 * <p>Start reading at {@link io.netbuild.dev.demo.Demo} (the command), then {@code TenantRun} (what one tenant does) and {@code Intruder} (what
 * it tries to see of the others); {@link io.netbuild.dev.demo.Models} stands alone. It talks HTTP only: nothing here may depend on the platform's
 * own modules, on the engine, or on the stack's processes.
 */
@NullMarked
package io.netbuild.dev.demo;

import org.jspecify.annotations.NullMarked;

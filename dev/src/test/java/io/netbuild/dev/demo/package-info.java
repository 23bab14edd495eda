/** Runs the models on a real engine, and the demo's parts against a small HTTP server. */
@NullMarked
package io.netbuild.dev.demo;

import org.jspecify.annotations.NullMarked;

/** How Flyway is fed: explicit resources instead of class path scanning, and the engine's own create scripts as the first migration. */
@NullMarked
package io.netbuild.database.internal;

import org.jspecify.annotations.NullMarked;

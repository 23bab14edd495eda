/**
 * Ends what a crash has left prepared in a database: the container's transaction manager says what becomes of it, this says what there is and carries it out. Start
 * with {@link io.netbuild.recovery.TransactionRecovery}.
 */
@NullMarked
package io.netbuild.recovery;

import org.jspecify.annotations.NullMarked;

/** Workflows by message, sent as programs outside of the server send them. Start with {@link io.netbuild.it.messages.CommandsHttpIT}. */
@NullMarked
package io.netbuild.it.messages;

import org.jspecify.annotations.NullMarked;

/**
 * Code that runs in the message broker of the server, in a module of its own: it sees neither the application nor its libraries. Start with {@link
 * io.netbuild.broker.ProducerStamp}.
 */
@NullMarked
package io.netbuild.broker;

import org.jspecify.annotations.NullMarked;

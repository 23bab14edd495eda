package io.netbuild.move;

import java.time.Instant;

/** Something that happened to a move. @param id grows with time */
public record MoveEvent(long id, Instant at, String text) {}

package io.netbuild.engine.internal;

/** @param body a JSON object */
record OutgoingEvent(String name, String body) {}

package io.netbuild.dev.demo;

/**
 * One tenant's attempt to get at another's.
 *
 * @param on the other tenant
 * @param what it was after
 * @param got the status that it was answered, or "nothing" for an empty list
 * @param denied whether it got nothing, in a way that it should
 */
record Attempt(String on, String what, String got, boolean denied) {}

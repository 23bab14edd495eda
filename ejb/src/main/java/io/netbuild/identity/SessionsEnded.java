package io.netbuild.identity;

/** All sessions of a user have ended, with the transaction that this is told in. */
record SessionsEnded(UserId user) {}

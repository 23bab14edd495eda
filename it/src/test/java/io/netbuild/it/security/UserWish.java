package io.netbuild.it.security;

import io.netbuild.it.tenants.People;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What a request says that puts a new user into the directory. */
final class UserWish {

    private static final AtomicInteger NAMED = new AtomicInteger();

    private UserWish() {}

    /** An id that nobody has and that is part of no other, so that a search for it finds one user. */
    static String freshId() {
        return "user-%04d".formatted(NAMED.getAndIncrement());
    }

    /** A user who signs in by {@link People#PASSWORD}. */
    static Map<String, Object> of(String id) {
        return Map.of(
                "id", id, "displayName", "User " + id, "email", id + "@users.example", "password", People.PASSWORD);
    }
}

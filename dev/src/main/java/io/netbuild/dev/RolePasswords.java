package io.netbuild.dev;

import java.security.SecureRandom;
import java.util.HexFormat;

/** The passwords of the platform's database roles. */
public record RolePasswords(String owner, String app, String system, String operator) {
    private static final int BYTES = 24;

    public RolePasswords {
        for (String password : new String[] {owner, app, system, operator}) {
            if (password.isBlank()) {
                throw new IllegalArgumentException("a database role must have a password");
            }
        }
    }

    /** Random passwords. */
    public static RolePasswords generate() {
        SecureRandom random = new SecureRandom();
        return new RolePasswords(next(random), next(random), next(random), next(random));
    }

    private static String next(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "RolePasswords[not shown]";
    }
}

package io.netbuild.identity;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.netbuild.kernel.InvalidField;
import org.jspecify.annotations.Nullable;

/**
 * Hashing of passwords by Argon2id, with the least parameters that OWASP's Password Storage Cheat Sheet names for it: 19 MiB of memory, two passes, one lane.
 * A hash says which parameters it was made with, so they can be raised later.
 */
final class Passwords {

    private static final int MIN_LENGTH = 12;
    private static final int MAX_LENGTH = 128;
    private static final int SALT_BYTES = 16;
    private static final Argon2Function ARGON2 = Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);

    /** Of no password: what is compared when there is no user, so that the time tells nothing. */
    private static final String NOBODYS = hash("nobody has this password");

    private Passwords() {}

    /** Length is what counts (NIST SP 800-63B); which characters is left to the user. */
    static void requireGood(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw InvalidField.of(
                    "password", length + " characters", MIN_LENGTH + " to " + MAX_LENGTH + " characters of any kind");
        }
    }

    static String hash(String password) {
        return Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2).getResult();
    }

    /** Takes the same time whether there is a hash or not. */
    static boolean matches(String password, @Nullable String hash) {
        String present = hash == null ? NOBODYS : hash;
        boolean equal = Password.check(password, present).with(Argon2Function.getInstanceFromHash(present));
        return equal && hash != null;
    }
}

package io.netbuild.identity;

import io.netbuild.kernel.InvalidField;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/** The public part of an API key, which lists and logs may show: {@code nbk_} and 16 of {@code a-z} and {@code 2-7}. */
public record ApiKeyId(String value) {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 16;
    private static final Pattern FORMAT = Pattern.compile("nbk_[a-z2-7]{16}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws io.netbuild.kernel.NetBuildException with {@link io.netbuild.kernel.ErrorCode#INVALID_FIELD} when the value is no such id */
    public ApiKeyId {
        if (!isOne(value)) {
            throw InvalidField.of("api key", value, "nbk_ and 16 of a-z and 2-7");
        }
    }

    static ApiKeyId random() {
        StringBuilder id = new StringBuilder("nbk_");
        RANDOM.ints(LENGTH, 0, ALPHABET.length()).mapToObj(ALPHABET::charAt).forEach(id::append);
        return new ApiKeyId(id.toString());
    }

    public static boolean isOne(String value) {
        return FORMAT.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}

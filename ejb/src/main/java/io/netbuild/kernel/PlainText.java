package io.netbuild.kernel;

/** Names and the like that people write: any characters but those that control something. */
public final class PlainText {

    private static final int MAX_LENGTH = 200;

    private PlainText() {}

    /** @throws NetBuildException with {@link ErrorCode#INVALID_FIELD} unless the value has 1 to 200 characters, not only spaces */
    public static void require(String field, String value) {
        if (value.isBlank() || value.length() > MAX_LENGTH || value.chars().anyMatch(Character::isISOControl)) {
            throw InvalidField.of(field, value, "1 to " + MAX_LENGTH + " characters without control characters");
        }
    }
}

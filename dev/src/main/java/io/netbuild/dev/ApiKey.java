package io.netbuild.dev;

/**
 * A key of the platform as a program has it: {@code <id>.<secret>}.
 *
 * @param id the part that may be shown
 */
public record ApiKey(String id, String secret) {

    /** @throws StartRefusedException when it is not of this form; the message does not show it */
    public static ApiKey parse(String text) {
        int dot = text.strip().indexOf('.');
        if (dot < 1 || dot == text.strip().length() - 1) {
            throw new StartRefusedException("the API key must have the form id.secret");
        }
        return new ApiKey(text.strip().substring(0, dot), text.strip().substring(dot + 1));
    }

    @Override
    public String toString() {
        return id;
    }
}

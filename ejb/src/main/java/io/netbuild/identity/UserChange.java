package io.netbuild.identity;

import io.netbuild.kernel.PlainText;
import org.jspecify.annotations.Nullable;

/** What is to be changed of a user; null stays as it is. */
public record UserChange(
        @Nullable String displayName,
        @Nullable String email,
        @Nullable Boolean operator,
        @Nullable UserStatus status,
        @Nullable String password) {

    public UserChange {
        if (displayName != null) {
            PlainText.require("displayName", displayName);
        }
        if (email != null) {
            UserFields.requireEmail(email);
        }
        if (password != null) {
            Passwords.requireGood(password);
        }
    }

    @Override
    public String toString() {
        return "UserChange[]"; // a password must not get into logs
    }
}

package io.netbuild.identity;

import io.netbuild.kernel.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a user.
 *
 * @param password null for a user who comes from an identity provider
 */
public record NewUser(UserId id, String displayName, String email, boolean operator, @Nullable String password) {

    public NewUser {
        PlainText.require("displayName", displayName);
        UserFields.requireEmail(email);
        if (password != null) {
            Passwords.requireGood(password);
        }
    }

    @Override
    public String toString() {
        return "NewUser[" + id + "]"; // a password must not get into logs
    }
}

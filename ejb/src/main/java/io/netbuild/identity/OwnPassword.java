package io.netbuild.identity;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** A user's change of its own password, for which it has to know the old one. */
@ApplicationScoped
public class OwnPassword {

    private final SignIns signIns;
    private final UserDirectory users;

    @Inject
    OwnPassword(SignIns signIns, UserDirectory users) {
        this.signIns = signIns;
        this.users = users;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected OwnPassword() {
        this(null, null);
    }

    /**
     * Sets the password and ends all sessions of the user. Wrong old ones count as at a sign-in.
     *
     * @throws NetBuildException with {@link ErrorCode#FORBIDDEN} when the old password is wrong, the user is locked for a while, or has none here
     */
    public void change(UserId id, String old, String wanted) {
        UserChange change = new UserChange(null, null, null, null, wanted);
        try {
            signIns.verify(id, old);
        } catch (NetBuildException e) {
            throw e.code() == ErrorCode.UNAUTHENTICATED
                    ? new NetBuildException(
                            ErrorCode.FORBIDDEN,
                            "The old password is wrong, or the user is locked for a while after too many wrong ones")
                    : e;
        }
        users.change(id, change, null, id.value());
    }
}

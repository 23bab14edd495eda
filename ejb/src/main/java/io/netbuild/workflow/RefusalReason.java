package io.netbuild.workflow;

import java.util.Locale;

/**
 * Why a command is never carried out. The slug is in the property {@code netbuild_reason} of the dead letter, a promise to whoever reads those, and
 * documented in {@code docs/reference/jms.md}.
 */
public enum RefusalReason {
    /** Not a text message, no JSON object, or a property or field that breaks a rule. */
    INVALID_MESSAGE,
    MISSING_TENANT,
    UNKNOWN_TENANT,
    /** The key that it was sent with is not good for the tenant that it names, or its user does not belong there any more. */
    FORBIDDEN_TENANT,
    UNKNOWN_COMMAND,
    UNKNOWN_DEFINITION,
    /** Nothing has waited for the message in the time that it is given. */
    NO_MATCH,
    /** More than one waits for the message. */
    AMBIGUOUS_MATCH,
    UNKNOWN_EXTERNAL_TASK,
    /** The external task is not locked by the worker that completes it. */
    NOT_LOCK_OWNER,
    /** The authorizations of the user whose key it was sent with do not allow it. */
    NOT_AUTHORIZED,
    /** The engine has said that it can never work. */
    REFUSED,
    /** It has failed as often as it may be tried. */
    EXHAUSTED;

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

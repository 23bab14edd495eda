package io.netbuild.identity;

import io.netbuild.kernel.InvalidField;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The rules of the fields that a caller may set. */
final class UserFields {

    private static final int EMAIL_LENGTH = 254; // RFC 5321, 4.5.3.1.3 without the angle brackets
    private static final Pattern EMAIL = Pattern.compile("[^\\s@\\p{Cntrl}]+@[^\\s@\\p{Cntrl}]+\\.[^\\s@\\p{Cntrl}]+");
    private static final int GROUPS = 100;
    private static final Pattern GROUP = Pattern.compile("[\\w.@-]{1,64}");
    private static final Set<String> ROLES = Set.of("operator", "tenant-admin", "user");

    private UserFields() {}

    static void requireEmail(String email) {
        if (email.length() > EMAIL_LENGTH || !EMAIL.matcher(email).matches()) {
            throw InvalidField.of("email", email, "an address such as ann@acme.example");
        }
    }

    /** A tenant's own groups, sorted. The names of roles are no groups: whoever names one there must not get the role by it. */
    static List<String> groups(List<String> groups) {
        if (groups.size() > GROUPS) {
            throw InvalidField.of("groups", groups.size() + " groups", "at most " + GROUPS);
        }
        for (String group : groups) {
            if (!GROUP.matcher(group).matches() || ROLES.contains(group)) {
                throw InvalidField.of(
                        "groups",
                        group,
                        "1 to 64 of letters, digits, '_', '.', '@' and '-', and not the name of a role");
            }
        }
        return List.copyOf(new TreeSet<>(groups));
    }
}

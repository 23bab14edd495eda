package io.netbuild.offboarding;

import java.util.List;
import java.util.stream.Collectors;

/** Something of the tenant is left, or nobody can say whether it is. */
public final class ErasureIncompleteException extends Exception {

    private static final long serialVersionUID = 1L;

    ErasureIncompleteException(String reason) {
        super(reason);
    }

    /** @throws ErasureIncompleteException when something cannot be looked into */
    static void unlessSeen(List<String> blind) throws ErasureIncompleteException {
        if (!blind.isEmpty()) {
            throw new ErasureIncompleteException(String.join("; ", blind));
        }
    }

    static void unlessNone(List<TableRows> left) throws ErasureIncompleteException {
        List<TableRows> some = left.stream().filter(place -> place.rows() > 0).toList();
        if (!some.isEmpty()) {
            throw new ErasureIncompleteException("Rows of the tenant are left: "
                    + some.stream()
                            .map(place -> "%d in %s".formatted(place.rows(), place.place()))
                            .collect(Collectors.joining(", ")));
        }
    }
}

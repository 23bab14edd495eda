package io.netbuild.move;

import java.util.List;

/** The move cannot be made, and trying again would not help. */
final class MoveRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    MoveRefusedException(List<String> reasons) {
        super(String.join("; ", reasons));
    }

    static void unlessEmpty(List<String> reasons) throws MoveRefusedException {
        if (!reasons.isEmpty()) {
            throw new MoveRefusedException(reasons);
        }
    }
}

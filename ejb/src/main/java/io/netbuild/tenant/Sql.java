package io.netbuild.tenant;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import java.sql.SQLException;

/** Work on the registry's tables; their failures become {@link ErrorCode#TENANT_UNAVAILABLE}, because without them nobody can be served. */
final class Sql {

    private Sql() {}

    interface Call<T> {
        T run() throws SQLException;
    }

    interface Run {
        void run() throws SQLException;
    }

    static <T> T call(Call<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new NetBuildException(ErrorCode.TENANT_UNAVAILABLE, "The tenant registry does not answer", e);
        }
    }

    static void run(Run work) {
        call(() -> {
            work.run();
            return true;
        });
    }
}

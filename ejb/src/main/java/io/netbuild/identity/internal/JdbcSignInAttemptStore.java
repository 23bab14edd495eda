package io.netbuild.identity.internal;

import io.netbuild.identity.SignInAttempt;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** The table {@code netbuild.sign_in_attempts}. Joins the caller's transaction. */
@ApplicationScoped
public class JdbcSignInAttemptStore {

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    public void insert(byte[] stateHash, SignInAttempt attempt, Duration lifetime) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        """
                        insert into netbuild.sign_in_attempts (state_hash, nonce, verifier, destination, expires_at)
                        values (?, ?, ?, ?, now() + make_interval(secs => ?))
                        """)) {
            insert.setBytes(1, stateHash);
            insert.setString(2, attempt.nonce());
            insert.setString(3, attempt.verifier());
            insert.setString(4, attempt.destination());
            insert.setDouble(5, lifetime.toSeconds());
            insert.executeUpdate();
        }
    }

    /** Deletes the attempt and returns it, unless it has expired. */
    public Optional<SignInAttempt> take(byte[] stateHash) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        """
                        delete from netbuild.sign_in_attempts where state_hash = ? and expires_at > now()
                        returning nonce, verifier, destination
                        """)) {
            delete.setBytes(1, stateHash);
            try (ResultSet row = delete.executeQuery()) {
                return row.next()
                        ? Optional.of(new SignInAttempt(
                                row.getString("nonce"), row.getString("verifier"), row.getString("destination")))
                        : Optional.empty();
            }
        }
    }

    public void deleteExpired() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from netbuild.sign_in_attempts where expires_at <= now()")) {
            delete.executeUpdate();
        }
    }
}

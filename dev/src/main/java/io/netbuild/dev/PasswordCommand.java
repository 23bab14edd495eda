package io.netbuild.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code netbuild password}. */
@Command(
        name = "password",
        mixinStandardHelpOptions = true,
        description = "Prints the password that the user 'operator' got at the first start.")
final class PasswordCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(data.directory().secrets())) {
            throw new StackException(
                    "nothing was started in " + data.directory().path() + " yet: ./netbuild run");
        }
        System.out.println(Secrets.in(data.directory().secrets()).firstOperatorPassword());
        return ExitCode.OK;
    }
}

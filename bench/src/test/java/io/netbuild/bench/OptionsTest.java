package io.netbuild.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

class OptionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    move --size vast            | Invalid value for option '--size'
                    move --route SCHEMA         | --route [SCHEMA] has to end in SHARED
                    move --route SHARED         | --route [SHARED] goes from SHARED to the same
                    move --nodes 10             | --nodes is 10, rule: at most 9
                    move --clients 0            | --clients is 0, rule: at least 1
                    move --pause -1             | --pause is -1, rule: at least 0
                    tenancy --threads 1,0       | --threads is 0, rule: at least 1
                    jms --rounds -3             | --rounds is -3, rule: at least 1
                    """)
    void whatCannotBeMeasuredShouldBeRefusedBeforeAServerStarts(String arguments, String problem) {
        StringWriter printed = new StringWriter();
        CommandLine command = Bench.commandLine().setErr(new PrintWriter(printed, true));

        int exitCode = command.execute(arguments.split(" "));

        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(printed.toString()).contains(problem);
    }
}

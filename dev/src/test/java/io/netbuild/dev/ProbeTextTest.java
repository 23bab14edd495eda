package io.netbuild.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProbeTextTest {

    private static String text(String report) throws IOException {
        return new ProbeText(new ObjectMapper().readTree(report.replace('\'', '"'))).text();
    }

    @Test
    void attemptsOfTheSameKindShouldBeCountedTogether() throws IOException {
        String text = text(
                """
                {'id':'r','verdict':'isolated','attemptsTried':3,'leaks':0,'errors':0,'durationMillis':1500,
                 'paths':[{'path':'sql','available':true,'reason':'','attempts':3,'refused':2,'nothing':1,'leaks':0,'errors':0,'controls':4,'failedControls':0}],
                 'attempts':[
                  {'path':'sql','kind':'read','attempt':'read rows','on':'a','from':'x','to':'y','outcome':'refused'},
                  {'path':'sql','kind':'read','attempt':'read rows','on':'b','from':'x','to':'y','outcome':'refused'},
                  {'path':'sql','kind':'read','attempt':'read rows','on':'c','from':'x','to':'y','outcome':'nothing'}],
                 'controls':[]}
                """);

        assertThat(text)
                .containsPattern("sql +read +read rows +nothing 1, refused 2")
                .endsWith("isolated: 3 attempts, 0 leaks, 0 errors in 1.5 s (report r)")
                .doesNotContain("LEAK");
    }

    @Test
    void leaksAndFailedControlsShouldBeToldOneByOne() throws IOException {
        String text = text(
                """
                {'id':'r','verdict':'leak','attemptsTried':1,'leaks':1,'errors':1,'durationMillis':0,'paths':[],
                 'attempts':[{'path':'ejb','kind':'read','attempt':'variables','from':'x','to':'y','outcome':'LEAK','detail':'2 rows'}],
                 'controls':[{'path':'sql','attempt':'read','on':'t','tenant':'y','worked':false,'detail':'no rows'}]}
                """);

        assertThat(text)
                .contains("LEAK: x at y by ejb: variables : 2 rows")
                .contains("error: y cannot do itself by sql: read t: no rows");
    }
}

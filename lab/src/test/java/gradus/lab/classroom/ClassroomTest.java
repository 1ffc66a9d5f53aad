package gradus.lab.classroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.lab.messages.ClassMessages.ClassView;
import gradus.lab.messages.ClassMessages.Guess;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.LabSettings.DataChoice;
import gradus.lab.pages.Choices;
import gradus.lab.run.Run;
import gradus.lab.server.Visitors;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ClassroomTest {
    private final Visitors visitors = new Visitors();
    private final Classroom classroom = new Classroom(visitors, Choices.start(), 4);

    @AfterEach
    void close() {
        classroom.close();
    }

    @Test
    void names_areShortAndDifferent() {
        Seat ada = classroom.join("  Ada   Lovelace ");
        assertThat(ada.name()).isEqualTo("Ada Lovelace");
        classroom.join("José");

        assertThatThrownBy(() -> classroom.join("ada lovelace"))
                .hasMessageStartingWith("ada lovelace is in this class already. Take another name");
        classroom.rename(ada, "ADA LOVELACE");
        assertThatThrownBy(() -> classroom.rename(ada, "josé")).hasMessageContaining("in this class already");
    }

    @Test
    void theTable_isReadBySpreadsheetsAsUtf8_andCallsAStateAsThePageDoes() {
        classroom.join("Jürgen Weiß");

        assertThat(classroom.csv()).startsWith("\uFEFFstudent,").contains("Jürgen Weiß,", ",not begun,");
        assertThat(classroom.view().seats().getFirst().state()).isEqualTo("not begun");
    }

    @Test
    void oneStudentMoreThanThereMayBe_isRefused_untilASeatIsFree() {
        for (int i = 1; i <= 4; i++) {
            assertThat(classroom.join("S" + i).id()).isEqualTo(i);
        }
        assertThatThrownBy(() -> classroom.join("Late"))
                .hasMessage("This class has its 4 students. Ask your teacher to remove somebody who has left.");

        classroom.remove(2);

        assertThat(classroom.join("Late").id()).isEqualTo(5);
        assertThatThrownBy(() -> classroom.get(2)).hasMessage("This student is not in the class any more.");
    }

    @Test
    void theFirstPredictionOfAPage_counts() {
        Seat ada = classroom.join("Ada");
        Seat ben = classroom.join("Ben");
        classroom.join("Carol");
        classroom.guess(ada, new Guess("/lessons#hidden-layer", 1));
        classroom.guess(ada, new Guess("/lessons#hidden-layer", 0));
        classroom.guess(ben, new Guess("/lessons#hidden-layer", 0));
        classroom.guess(ben, new Guess("/effects#double-descent", 0));

        ClassView view = classroom.view();
        assertThat(view.polls())
                .extracting(poll -> poll.page())
                .containsExactly("/lessons#hidden-layer", "/effects#double-descent");
        assertThat(view.polls().getFirst().counts().subList(0, 2)).containsExactly(1, 1);
        assertThat(view.polls().getFirst().choices())
                .filteredOn(choice -> choice.right())
                .hasSize(1);
        assertThat(view.seats()).extracting(seat -> seat.predicted()).containsExactly(1, 2, 0);
        assertThatThrownBy(() -> classroom.guess(ada, new Guess("/lessons#hidden-layer", 9)))
                .hasMessageContaining("no choice 9");
        assertThatThrownBy(() -> classroom.guess(ada, new Guess("/lessons#none", 0)))
                .hasMessageContaining("no lesson");
        assertThatThrownBy(() -> classroom.guess(ada, new Guess("/race", 0)))
                .hasMessage("there is nothing to predict on this page");

        assertThat(classroom.csv().lines().toList().getFirst())
                .endsWith("predicted,right,double-descent,double-descent right,hidden-layer,hidden-layer right");
        assertThat(classroom.csv().lines().toList().get(1)).startsWith("Ada,").matches(".*,,B,[01]");
    }

    @Test
    void aSetting_reachesAllAndThoseWhoComeLater() throws InterruptedException {
        Seat ada = classroom.join("Ada");
        LabSettings settings = Choices.start().seed(5);

        classroom.give(settings);

        for (int i = 0; i < 500 && seed(ada) != 5; i++) {
            Thread.sleep(10);
        }
        assertThat(seed(ada)).isEqualTo(5);
        assertThat(seed(classroom.join("Late"))).isEqualTo(5);
        assertThat(ada.news(classroom.given()).gift()).isEqualTo(1);
        classroom.open("/lessons#depth");
        assertThat(ada.news(classroom.given()).page()).isEqualTo("/lessons#depth");
        assertThat(classroom.view().polls()).extracting(poll -> poll.page()).containsExactly("/lessons#depth");
        assertThatThrownBy(() -> classroom.open("https://example.org"))
                .hasMessage("there is nothing to predict on this page");
        assertThatThrownBy(() -> classroom.give(with(new DataChoice("upload", "1", 100, 0, 0, "", 0.2, true))))
                .hasMessageStartingWith("A table of your own stays with you");
        assertThatThrownBy(() -> classroom.give(with(new DataChoice("generator", "xor", 5000, 0, 0, "", 0.2, true))))
                .hasMessageContaining("the number of points must be from 10 to 1000");
    }

    private static long seed(Seat seat) {
        return seat.desk().bench().with(Run::settings).seed();
    }

    private static LabSettings with(DataChoice data) {
        LabSettings start = Choices.start();
        return new LabSettings(
                data,
                start.layers(),
                start.loss(),
                start.optimizer(),
                start.optimizerArguments(),
                start.learningRate(),
                start.schedule(),
                start.batch(),
                start.epochs(),
                start.seed(),
                start.l1(),
                start.l2());
    }

    @Test
    void theCode_isTheSameHoweverItIsTyped() {
        Invitations invitations = new Invitations();
        String code = invitations.of("http://10.0.0.1:7017").code();

        assertThat(code).matches("[a-z2-9]{4}(-[a-z2-9]{4}){2}");
        assertThat(invitations.isRight(code.toUpperCase(Locale.ROOT).replace('-', ' ')))
                .isTrue();
        assertThat(invitations.isRight(code.substring(1))).isFalse();
        assertThat(invitations.of("http://10.0.0.1:7017").side()).isBetween(29, 50);
        assertThat(new Invitations().of("http://10.0.0.1:7017").code()).isNotEqualTo(code);
    }
}

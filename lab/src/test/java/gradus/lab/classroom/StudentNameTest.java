package gradus.lab.classroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StudentNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "José",
                "Ludwig van Beethoven, 10b",
                "Anna (links) & Ben",
                "max_mustermann",
                "Jean-Luc d\u2019Arc",
                "Nguyễn Thị Ánh",
                "Núria Vil\u00B7la",
                "李小龍",
                "ジョン\u30FBスミス",
                "علی\u200Cرضا",
                "Ольга Д.",
                "7b/Team 3",
            })
    void names_ofTheWorld_standAsTheyAre(String name) {
        assertThat(StudentName.of(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "O'Brien,O\u2019Brien",
                "O\u00B4Brien,O\u2019Brien",
                "O`Brien,O\u2019Brien",
                "\"  Ada   Lovelace \",Ada Lovelace",
                "Ｔim,Tim",
            })
    void whatLooksTheSame_isTheSame(String typed, String name) {
        assertThat(StudentName.of(typed)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Type your name.",
                "' ' | Type your name.",
                "=1+1 | this one has =.",
                "<b> | this one has <.",
                "a\u202Eb | this one has a character that cannot be seen.",
                "Ada 😀 | this one has 😀.",
                ". | this one begins with ..",
                "+Eve | this one begins with +.",
            })
    void whatIsNoName_isRefused_andSaysWhatItHas(String typed, String said) {
        assertThatThrownBy(() -> StudentName.of(typed)).hasMessageEndingWith(said);
    }

    @Test
    void aNameThatIsTooLong_saysTheLimit() {
        assertThat(StudentName.of("x".repeat(40))).hasSize(40);
        assertThatThrownBy(() -> StudentName.of("x".repeat(41)))
                .hasMessage("A name has at most 40 characters; this one has 41.");
    }
}

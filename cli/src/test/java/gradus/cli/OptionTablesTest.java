package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.experiment.Option;
import gradus.experiment.Options;
import gradus.experiment.ReadingOptions;
import gradus.experiment.Settings;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class OptionTablesTest {
    @Test
    void thePage_hasTheTablesOfTheList() throws IOException {
        String page = Files.readString(OptionTables.PAGE);
        assertThat(page)
                .as("run the main method of OptionTables in the folder cli, which writes them")
                .isEqualTo(OptionTables.into(page));
    }

    @Test
    void help_hasEveryOption() {
        String help = Ran.of("train", "--help").out();
        String compare = Ran.of("compare", "--help").out().replaceAll("\\s+", " ");
        for (Option<Settings, ?> option : Options.ALL) {
            assertThat(option.use().isVaried() ? compare : help)
                    .contains(option.use().isVaried() ? option.name() : option.flag());
            if (option.use().isGiven()) {
                assertThat(help).contains(option.flag());
            }
        }
        ReadingOptions.ALL.forEach(option -> assertThat(help).contains(option.flag()));
    }
}

package gradus.lab.view;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.lab.pages.Choices;
import gradus.lab.run.Run;
import gradus.lab.run.Uploads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FilmTest {
    private final Uploads uploads = new Uploads();

    @AfterEach
    void close() {
        uploads.close();
    }

    @Test
    void aFilm_isBoundedAndReachesFromTheFirstStepToTheLast() {
        WatchedRun watched = new WatchedRun(new Run(1, Choices.start(), uploads));
        Film.Moment first = new Probe(watched.run()).moment(watched.run());
        Film film = new Film(first.parameters().length, 48 << 20);
        int steps = 5000;
        for (int step = 0; step < steps; step++) {
            if (film.wants(step)) {
                film.add(new Film.Moment(step, 0, 0, first.parameters(), first.graph(), first.columns()));
            }
        }

        assertThat(film.at(0).step()).isZero();
        assertThat(film.at(steps).step()).isGreaterThan(steps - steps * 4 / Film.MOST);
        for (int step = 0; step < steps; step += 7) {
            assertThat(film.at(step).step()).isBetween((long) step - steps * 4 / Film.MOST, (long) step);
        }
        assertThat(film.spread(24)).hasSizeBetween(20, 24).first().isSameAs(film.at(0));
        assertThat(film.spread(24)).last().isSameAs(film.at(steps));
    }

    @Test
    void aMomentOfBefore_looksAsItDidThen() {
        WatchedRun watched = new WatchedRun(new Run(1, Choices.start(), uploads));
        for (int step = 0; step < 40; step++) {
            watched.pass();
        }
        String then = watched.picture().surface();
        float[][] weights = watched.picture().layers().getFirst().weights();
        for (int step = 0; step < 60; step++) {
            watched.pass();
        }

        assertThat(watched.picture().surface()).isNotEqualTo(then);
        var rewound = watched.rewound(watched.at(40));
        assertThat(rewound.step()).isEqualTo(40);
        assertThat(rewound.place()).isEqualTo(2 + 4.0 / 18);
        assertThat(rewound.picture().surface()).isEqualTo(then);
        assertThat(rewound.picture().layers().getFirst().weights()).isDeepEqualTo(weights);
    }
}

package gradus.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes the pictures of `docs/lessons.md`. Its argument is the folder.
final class LessonScreenshots {
    private LessonScreenshots() {}

    /// Makes them.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        try (Lab lab = Lab.start(0);
                Browser browser = new Browser()) {
            browser.open(lab.address());
            String root = lab.address().replaceFirst("/\\?.*", "");
            browser.run("localStorage.setItem('gradus-theme', 'light')");
            browser.size(1280, 1000);
            browser.open(root + "/lessons#batch-norm");
            browser.click(".choice:nth-child(3) input");
            browser.click(".step-ask .go");
            browser.until(() -> browser.data("phase").equals("done"));
            browser.run("window.scrollTo(0, document.querySelector('.choices').offsetTop - 70)");
            Thread.sleep(700);
            Screenshots.take(browser, folder.resolve("lesson.png"));
            browser.run("location.href = 'about:blank'");
            browser.open(root + "/compare");
            browser.choose("#ask-epochs", "30");
            browser.choose("#vary-0", "activation");
            browser.choose("#levels-0", "tanh,relu,none");
            browser.click("#go");
            browser.until(() -> browser.data("comparison").equals("reported"));
            browser.run("window.scrollTo(0, document.querySelector('#live').offsetTop - 70)");
            Thread.sleep(700);
            Screenshots.take(browser, folder.resolve("compare.png"));
        }
    }
}

package gradus.lab;

import gradus.http.Browser;

/// The curves of a page.
final class Curves {
    private Curves() {}

    /// Whether every curve says something where the pointer is at an epoch, and has a line there if it does.
    static boolean say(Browser browser, double epoch, String text) {
        return Boolean.TRUE.equals(browser.run("""
            const [epoch, text] = arguments;
            return import('/state.js').then(({state}) => {
            const [first, last] = [0, state.points.at(-1).epoch];
            return [...document.querySelectorAll('#curves .uplot')].every((chart) => {
              const over = chart.querySelector('.u-over');
              const box = over.getBoundingClientRect();
              const x = ((epoch - first) / (last - first)) * box.width;
              over.dispatchEvent(new PointerEvent('pointermove', {clientX: box.left + x, clientY: box.top + 20}));
              const said = document.getElementById('tip');
              const canvas = chart.querySelector('canvas');
              const ratio = canvas.width / canvas.clientWidth;
              const left = Math.round((over.offsetLeft + x - 1) * ratio);
              const top = Math.round(over.offsetTop * ratio);
              const high = Math.floor(box.height * ratio);
              const pixels = canvas.getContext('2d').getImageData(left, top, Math.ceil(3 * ratio), high).data;
              let inked = 0;
              for (let row = 0; row < high; row++) {
                const from = row * pixels.length / high;
                inked += pixels.slice(from, from + pixels.length / high).some((v, i) => i % 4 === 3 && v > 200) ? 1 : 0;
              }
              return text ? said.textContent === text && inked > 0.3 * high : said.hidden;
            }); });
            """, epoch, text));
    }
}

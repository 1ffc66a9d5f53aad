package gradus.kernels;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalarProductTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "1, 10, 512",
        "128, 10, 33",
        "3, 257, 31",
        "5, 7, 0",
        "300, 3, 70",
        "9, 7, 0",
        "17, 300, 65",
        "64, 512, 8",
        "2, 255, 100"
    })
    void everyCell_hasTheBitsOfTheTextbooksLoops(int m, int n, int k) {
        Kernels scalar = new ScalarKernels();
        Products.assertSameBits(m, n, k, Products::textbook, product -> scalar.multiply(product, 0, m, 0, n));
    }
}

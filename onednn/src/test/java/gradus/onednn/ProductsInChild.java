package gradus.onednn;

import gradus.kernels.Kernels;
import gradus.kernels.Products;
import java.util.Arrays;

/// A program for child processes: says which kernels it found, and multiplies matrices of the sizes of its arguments.
public final class ProductsInChild {
    private ProductsInChild() {}

    public static void main(String[] sizes) {
        System.out.println("available " + Kernels.available());
        System.out.println("advice " + Kernels.advice());
        try {
            System.out.println("current " + Kernels.current().name());
        } catch (IllegalStateException refused) {
            System.out.println("refused " + refused.getMessage());
            return;
        }
        for (String size : sizes) {
            System.out.println("product " + size + " " + digest(Kernels.current(), Integer.parseInt(size)));
        }
    }

    static int digest(Kernels kernels, int size) {
        float[] a = new float[size * size];
        float[] b = new float[size * size];
        float[] c = new float[size * size];
        for (int i = 0; i < a.length; i++) {
            a[i] = (i % 17 - 8) / 7f;
            b[i] = (i % 13 - 6) / 11f;
        }
        Products.multiply(kernels, false, false, size, size, size, a, 0, size, b, 0, size, 0, c, 0, size);
        return Arrays.hashCode(c);
    }
}

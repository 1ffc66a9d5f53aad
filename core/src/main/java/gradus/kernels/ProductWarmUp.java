package gradus.kernels;

import java.util.Arrays;

/// The [WarmUp] of products: runs those of the shapes that were met, since each takes other paths through the loops.
final class ProductWarmUp extends WarmUp {
    /// What a start meets: the layers of a network, forward and backward, in batches of two sizes.
    private static final int MOST_SHAPES = 32;

    /// Of more rows, columns or summands, these and the remainder take the same paths.
    private static final int MANY = 528;

    private record Shape(boolean transposeA, boolean transposeB, int m, int n, int k, boolean adds, boolean addsRow) {
        Product product() {
            Product product = new Product(transposeA, transposeB)
                    .shape(m, n, k)
                    .a(new float[m * k], 0, transposeA ? m : k)
                    .b(new float[k * n], 0, transposeB ? k : n)
                    .c(adds ? 1 : 0, new float[m * n], 0, n);
            return addsRow ? product.row(new float[n], 0) : product;
        }
    }

    private final Kernels vectors;
    private final Kernels plain;
    private final Shape[] shapes = new Shape[MOST_SHAPES];
    private int count;
    private Product[] products = {};

    ProductWarmUp(Kernels vectors, Kernels plain) {
        this.vectors = vectors;
        this.plain = plain;
    }

    /// Computes by plain loops.
    void multiply(Product product, int fromRow, int toRow, int fromColumn, int toColumn) {
        long begin = System.nanoTime();
        plain.multiply(product, fromRow, toRow, fromColumn, toColumn);
        meet(product, reduced(toRow - fromRow), reduced(toColumn - fromColumn), reduced(product.k()));
        spentSince(begin);
    }

    private static int reduced(int size) {
        return size < 2 * MANY ? size : MANY + size % MANY;
    }

    private synchronized void meet(Product product, int m, int n, int k) {
        for (int i = 0; i < count; i++) {
            Shape shape = shapes[i];
            if (shape.m == m
                    && shape.n == n
                    && shape.k == k
                    && shape.transposeA == product.transposeA()
                    && shape.transposeB == product.transposeB()
                    && shape.adds == product.adds()
                    && shape.addsRow == product.addsRow()) {
                return;
            }
        }
        if (count < MOST_SHAPES) {
            shapes[count++] =
                    new Shape(product.transposeA(), product.transposeB(), m, n, k, product.adds(), product.addsRow());
        }
    }

    @Override
    void run(boolean byVectors) {
        if (products.length == 0) {
            products = met();
        }
        for (Product product : products) {
            (byVectors ? vectors : plain).multiply(product, 0, product.m(), 0, product.n());
        }
    }

    private synchronized Product[] met() {
        return Arrays.stream(shapes, 0, count).map(Shape::product).toArray(Product[]::new);
    }
}

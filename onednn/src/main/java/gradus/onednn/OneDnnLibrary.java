package gradus.onednn;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import gradus.kernels.Product;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/// The native library. It is unpacked (once, 94 MB in `~/.javacpp/cache`, or where the system property
/// `org.bytedeco.javacpp.cachedir` says) and loaded when a method of this class is first called. Where that fails,
/// all goes on without it.
@SuppressWarnings("restricted") // native calls are what it is for; the kernels ask whether they are allowed
final class OneDnnLibrary {
    static final String RESOURCE = "org/bytedeco/dnnl/linux-x86_64/libdnnl.so.3";

    private static final String OPEN_MP = "org/bytedeco/dnnl/linux-x86_64/libgomp.so.1";

    /// The bits of the instruction sets in `dnnl_cpu_isa_t`; each of these includes those before it.
    private static final int AVX2 = 0x7;

    private static final int AVX512 = 0x27;
    private static final int AVX512_BF16 = 0xe7;
    private static final int AMX = 0xfef;

    /// Constants, so that the compiler inlines the calls.
    private static final @Nullable MethodHandle MULTIPLY;

    private static final @Nullable MethodHandle MULTIPLY_BFLOAT16;
    private static final @Nullable MethodHandle SET_THREADS;
    private static final boolean HAS_AVX512;
    private static final String DESCRIPTION;

    static {
        MethodHandle multiply = null;
        MethodHandle multiplyBfloat16 = null;
        MethodHandle setThreads = null;
        boolean avx512 = false;
        String description;
        try {
            // The library finds this one because it is there already.
            SymbolLookup openMp = load(OPEN_MP);
            SymbolLookup oneDnn = load(RESOURCE);
            Linker linker = Linker.nativeLinker();
            int instructions = (int) linker.downcallHandle(
                            oneDnn.findOrThrow("dnnl_get_effective_cpu_isa"), FunctionDescriptor.of(JAVA_INT))
                    .invokeExact();
            if ((instructions & AVX2) != AVX2) {
                throw new UnsupportedOperationException("this processor has no AVX2");
            }
            avx512 = (instructions & AVX512) == AVX512;
            description = "oneDNN " + version(linker, oneDnn) + ", " + name(instructions);
            setThreads = linker.downcallHandle(
                    openMp.findOrThrow("omp_set_num_threads"),
                    FunctionDescriptor.ofVoid(JAVA_INT),
                    Linker.Option.critical(false));
            // In row-major order, both.
            FunctionDescriptor product = FunctionDescriptor.of(
                    JAVA_INT,
                    JAVA_BYTE,
                    JAVA_BYTE,
                    JAVA_LONG,
                    JAVA_LONG,
                    JAVA_LONG,
                    JAVA_FLOAT,
                    ADDRESS,
                    JAVA_LONG,
                    ADDRESS,
                    JAVA_LONG,
                    JAVA_FLOAT,
                    ADDRESS,
                    JAVA_LONG);
            multiply = linker.downcallHandle(oneDnn.findOrThrow("dnnl_sgemm"), product, Linker.Option.critical(true));
            // Not in the library's header: other versions may be without it.
            if ((instructions & AVX512_BF16) == AVX512_BF16) {
                multiplyBfloat16 = oneDnn.find("dnnl_gemm_bf16bf16f32")
                        .map(function -> linker.downcallHandle(function, product, Linker.Option.critical(true)))
                        .orElse(null);
            }
        } catch (Throwable notHere) {
            // Any cause, from a full disk to another C library, is the same here: other kernels do the work.
            description = "oneDNN does not load here: " + notHere.getMessage();
        }
        MULTIPLY = multiply;
        MULTIPLY_BFLOAT16 = multiplyBfloat16;
        SET_THREADS = setThreads;
        HAS_AVX512 = avx512;
        DESCRIPTION = description;
    }

    private OneDnnLibrary() {}

    /// Whether it could be loaded.
    static boolean works() {
        return MULTIPLY != null;
    }

    /// Whether it multiplies bfloat16 with instructions made for that.
    static boolean multipliesBfloat16() {
        return MULTIPLY_BFLOAT16 != null;
    }

    /// Whether its products with a transposed left matrix are quicker than the built-in ones. With AVX2 they are
    /// not: of parts as small as ours the library makes no copy, and where the rows of `A` are a power of two
    /// apart, as with 512 or 1,024 units, its reads fall into the same few places of the cache and take twice as
    /// long.
    static boolean transposesWell() {
        return HAS_AVX512;
    }

    /// Version and instruction set, or why it does not load.
    static String description() {
        return DESCRIPTION;
    }

    /// `dnnl_sgemm`, or `dnnl_gemm_bf16bf16f32` of a product that is rounded, on some rows and columns of `C`, in
    /// one thread: with several, its sums would depend on their number.
    ///
    /// @return whether the library could be loaded; otherwise nothing has happened
    /// @throws IllegalStateException if the product is rounded and the library cannot multiply bfloat16
    static boolean multiply(Product product, int fromRow, int toRow, int fromColumn, int toColumn) {
        boolean rounded = product.isRounded();
        MethodHandle function = rounded ? MULTIPLY_BFLOAT16 : MULTIPLY;
        if (function == null) {
            if (rounded) {
                throw new IllegalStateException(DESCRIPTION + ": no products in bfloat16");
            }
            return false;
        }
        int m = toRow - fromRow;
        int n = toColumn - fromColumn;
        int k = product.k();
        product.writeStart(fromRow, toRow, fromColumn, toColumn);
        int aNumbers = numbers(product.transposeA() ? k : m, product.transposeA() ? m : k, product.aStride());
        int bNumbers = numbers(product.transposeB() ? n : k, product.transposeB() ? k : n, product.bStride());
        call(
                function,
                product,
                m,
                n,
                rounded
                        ? Segments.of(product.roundedA(), product.roundedAStart(fromRow), aNumbers)
                        : Segments.of(product.a(), product.aStart(fromRow), aNumbers),
                rounded
                        ? Segments.of(product.roundedB(), product.roundedBStart(fromColumn), bNumbers)
                        : Segments.of(product.b(), product.bStart(fromColumn), bNumbers),
                Segments.of(product.c(), product.cStart(fromRow, fromColumn), numbers(m, n, product.cStride())));
        return true;
    }

    private static void call(
            MethodHandle function, Product product, int m, int n, MemorySegment a, MemorySegment b, MemorySegment c) {
        int status;
        try {
            // At every call, a few nanoseconds: the setting belongs to the thread, whose OpenMP others may use too.
            Objects.requireNonNull(SET_THREADS).invokeExact(1);
            status = (int) function.invokeExact(
                    (byte) (product.transposeA() ? 'T' : 'N'),
                    (byte) (product.transposeB() ? 'T' : 'N'),
                    (long) m,
                    (long) n,
                    (long) product.k(),
                    1f,
                    a,
                    (long) product.aStride(),
                    b,
                    (long) product.bStride(),
                    product.adds() ? 1f : 0f,
                    c,
                    (long) product.cStride());
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new IllegalStateException("oneDNN could not be called: " + thrown, thrown);
        }
        if (status != 0) {
            throw new IllegalStateException("oneDNN must return 0, got " + status + " for a product [" + m + ", "
                    + product.k() + "]·[" + product.k() + ", " + n + "] with strides " + product.aStride() + ", "
                    + product.bStride() + ", " + product.cStride());
        }
    }

    /// From the first to the last number that the library will touch; outside the array that would end the JVM, so
    /// segments have exactly these.
    private static int numbers(int rows, int columns, int stride) {
        return Math.toIntExact((rows - 1L) * stride + columns);
    }

    private static SymbolLookup load(String resource) throws IOException {
        URL url = OneDnnLibrary.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new IOException(resource + " is not on the class path");
        }
        Path file = Loader.cacheResource(url).toPath();
        OwnFile.require(file, Loader.getCacheDir().toPath());
        return SymbolLookup.libraryLookup(file, Arena.global());
    }

    private static String version(Linker linker, SymbolLookup oneDnn) throws Throwable {
        MemoryLayout numbers = MemoryLayout.sequenceLayout(3, JAVA_INT);
        MemorySegment version = (MemorySegment) linker.downcallHandle(
                        oneDnn.findOrThrow("dnnl_version"), FunctionDescriptor.of(ADDRESS.withTargetLayout(numbers)))
                .invokeExact();
        return version.getAtIndex(JAVA_INT, 0) + "." + version.getAtIndex(JAVA_INT, 1) + "."
                + version.getAtIndex(JAVA_INT, 2);
    }

    private static String name(int instructions) {
        if ((instructions & AMX) == AMX) {
            return "AVX-512, AMX";
        }
        if ((instructions & AVX512_BF16) == AVX512_BF16) {
            return "AVX-512, BF16";
        }
        return (instructions & AVX512) == AVX512 ? "AVX-512" : "AVX2";
    }
}

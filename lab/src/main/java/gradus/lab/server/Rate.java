package gradus.lab.server;

/// How often something may be done: so often a second in the long run, and so often at once.
public final class Rate {
    private final double perSecond;
    private final double atOnce;
    private double left;
    private long last = System.nanoTime();

    /// A rate of which nothing was used yet.
    public Rate(double perSecond, double atOnce) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
        left = atOnce;
    }

    /// Whether it may be done now; if so, it counts as done.
    public boolean allows() {
        return allows(System.nanoTime());
    }

    synchronized boolean allows(long now) {
        left = Math.min(atOnce, left + perSecond * (now - last) / 1e9);
        last = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}

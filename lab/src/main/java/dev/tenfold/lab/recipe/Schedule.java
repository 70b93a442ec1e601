package dev.tenfold.lab.recipe;

/** How the learning rate moves over a run. */
public enum Schedule {
    CONSTANT {
        @Override
        double factor(double progress) {
            return 1;
        }
    },
    /** Half a cosine down to zero (Loshchilov and Hutter 2017, without restarts). */
    COSINE {
        @Override
        double factor(double progress) {
            return between(1, 0, progress);
        }
    },
    /**
     * Up from 1/25 of the peak for three tenths of the run, then down to 1/250,000 (Smith and Topin
     * 2018, with PyTorch's figures).
     */
    ONE_CYCLE {
        @Override
        double factor(double progress) {
            return progress < RISE
                    ? between(1 / 25.0, 1, progress / RISE)
                    : between(1, 1 / 250_000.0, (progress - RISE) / (1 - RISE));
        }
    },
    /** Up in a straight line for a fiftieth of the run, then half a cosine down to zero. */
    WARM_COSINE {
        @Override
        double factor(double progress) {
            return progress < WARM_UP
                    ? Math.max(progress / WARM_UP, 1e-3)
                    : between(1, 0, (progress - WARM_UP) / (1 - WARM_UP));
        }
    };

    private static final double RISE = 0.3;
    private static final double WARM_UP = 0.02;

    abstract double factor(double progress);

    /**
     * The learning rate of a step.
     *
     * @param peak the recipe's learning rate
     * @param step from 0 to below {@code steps}
     * @param steps of the whole run
     */
    public double rate(double peak, long step, long steps) {
        return peak * factor(steps <= 1 ? 0 : (double) step / (steps - 1));
    }

    private static double between(double from, double to, double progress) {
        return to + (from - to) * (1 + Math.cos(Math.PI * progress)) / 2;
    }
}

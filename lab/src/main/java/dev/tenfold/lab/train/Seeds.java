package dev.tenfold.lab.train;

/** Independent seeds for each epoch, step and example of a run. */
final class Seeds {

    private Seeds() {}

    /**
     * A seed that depends on all the parts and their order, well mixed (the finaliser of
     * SplitMix64, Steele et al. 2014, after each part).
     */
    static long mix(long... parts) {
        long mixed = 0x9E3779B97F4A7C15L;
        for (long part : parts) {
            mixed = (mixed ^ part) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            mixed ^= mixed >>> 31;
        }
        return mixed;
    }
}

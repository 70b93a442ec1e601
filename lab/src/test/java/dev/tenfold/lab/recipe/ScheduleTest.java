package dev.tenfold.lab.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void constantStays() {
        assertEquals(0.1, Schedule.CONSTANT.rate(0.1, 99, 100));
    }

    @Test
    void cosineFallsFromThePeakToZero() {
        assertEquals(0.1, Schedule.COSINE.rate(0.1, 0, 101), 1e-12);
        assertEquals(0.05, Schedule.COSINE.rate(0.1, 50, 101), 1e-12);
        assertEquals(0, Schedule.COSINE.rate(0.1, 100, 101), 1e-12);
    }

    @Test
    void oneCycleRisesForThreeTenthsThenFalls() {
        assertEquals(0.1 / 25, Schedule.ONE_CYCLE.rate(0.1, 0, 101), 1e-12);
        assertEquals(0.1, Schedule.ONE_CYCLE.rate(0.1, 30, 101), 1e-12);
        assertEquals(0.1 / 250_000, Schedule.ONE_CYCLE.rate(0.1, 100, 101), 1e-12);
    }

    @Test
    void warmCosineRisesForAFiftiethThenFallsToZero() {
        assertEquals(0.1 / 1000, Schedule.WARM_COSINE.rate(0.1, 0, 101), 1e-12);
        assertEquals(0.05, Schedule.WARM_COSINE.rate(0.1, 1, 101), 1e-12);
        assertEquals(0.1, Schedule.WARM_COSINE.rate(0.1, 2, 101), 1e-12);
        assertEquals(0.05, Schedule.WARM_COSINE.rate(0.1, 51, 101), 1e-12);
        assertEquals(0, Schedule.WARM_COSINE.rate(0.1, 100, 101), 1e-12);
    }
}

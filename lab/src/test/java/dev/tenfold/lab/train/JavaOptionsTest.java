package dev.tenfold.lab.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class JavaOptionsTest {

    @Test
    void groupsHaveTheirOptionsAndVariablesInTheFilesOrder() {
        JavaOptions train = JavaOptions.of(17, "train", "all");
        assertEquals(
                List.of("-Djava.awt.headless=true", "-Dorg.bytedeco.javacpp.nopointergc=true"),
                train.options());
        assertEquals(
                Set.of("MALLOC_ARENA_MAX", "OPENBLAS_NUM_THREADS", "GLIBC_TUNABLES"),
                train.environment().keySet());
        String tunables = String.valueOf(train.environment().get("GLIBC_TUNABLES"));
        assertTrue(tunables.startsWith("glibc.malloc.trim_threshold=8589934592:"), tunables);
        assertEquals(List.of(), JavaOptions.of(17, "nobody").options());
    }

    @Test
    void javaIsGivenOnlyWhatItsVersionKnows() {
        String access = "--enable-native-access=ALL-UNNAMED";
        assertFalse(JavaOptions.of(21, "all").options().contains(access));
        assertTrue(JavaOptions.of(22, "all").options().contains(access));
        String opened = "--add-opens=java.base/sun.security.action=ALL-UNNAMED";
        assertTrue(JavaOptions.of(23, "spark").options().contains(opened));
        assertFalse(JavaOptions.of(24, "spark").options().contains(opened));
    }
}

package dev.tenfold.lab.train;

import java.util.Map;

/**
 * Where the pages of a run come from.
 *
 * @param training by writers to learn from
 * @param validation by writers who are kept out
 * @param checksums SHA-256 of the files that writers come from, by name
 */
public record PageSources(
        PageSource training, PageSource validation, Map<String, String> checksums) {

    public PageSources {
        checksums = Map.copyOf(checksums);
    }
}

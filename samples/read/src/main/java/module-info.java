/** Leave this file out to use the class path. */
module sample.read {
    requires dev.tenfold.reader;
    requires java.desktop;
}

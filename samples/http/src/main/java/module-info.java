/** Leave this file out to use the class path. */
module sample.http {
    requires dev.tenfold.reader;
    requires java.desktop;
    requires jdk.httpserver;
}

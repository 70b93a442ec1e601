package dev.tenfold.cli.command;

/** What the process answers to the shell. */
final class ExitCode {

    static final int DONE = 0;
    static final int FAULT = 1;
    static final int USAGE = 2;
    static final int UNREADABLE = 3;

    private ExitCode() {}
}

package io.homelab.cli;

/** Every exit code of every command, and what it means; a test holds the documentation against it. */
public enum ExitCode {
    DONE(0, "done"),
    FAILED(1, "failed"),
    FINDINGS(2, "a plan has changes, or a check has findings"),
    NEEDS_HUMAN(3, "a run waits for a person"),
    AUTHENTICATION(4, "credentials were refused"),
    TIMED_OUT(5, "timed out; the run goes on"),
    USAGE(64, "the command was not understood"),
    DETACHED(130, "interrupted; the run goes on");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}

package io.netbuild.bench.move;

/** What is moved. */
enum MoveSize {
    TINY(10, 500, 1000),
    SMALL(2_100, 210_000, 1000),
    LARGE(42_000, 1_100_000, 3000);

    private final int running;
    private final int history;
    private final int freezeMillis;

    MoveSize(int running, int history, int freezeMillis) {
        this.running = running;
        this.history = history;
        this.freezeMillis = freezeMillis;
    }

    /** Instances that are running. */
    int running() {
        return running;
    }

    /** Rows of history, those of running instances among them. */
    int history() {
        return history;
    }

    /** The goal. */
    int freezeMillis() {
        return freezeMillis;
    }
}

package org.snorky.benchmarks.load;

/** When messages are due: at planned moments if they come at a rate, else as soon as there is room for them. */
final class Schedule {

    private static final long MILLI = 1_000_000;
    private static final int MOST_AT_ONCE = 1024;

    private final Pace pace;
    private final long start;
    private long end;
    private long planned;
    private long now;

    Schedule(Pace pace, long start, long end) {
        this.pace = pace;
        this.start = start;
        this.end = end;
        this.now = start;
    }

    long end() {
        return end;
    }

    /** Nothing more is due from a moment on. */
    void end(long time) {
        end = Math.min(end, time);
    }

    /** Whether nothing more will be due. */
    boolean isOver(long time) {
        return time >= end;
    }

    /** How many messages are due, when so many were published and everybody has so many of them. */
    int due(long time, long published, long everybodyHas) {
        now = time;
        if (pace instanceof Pace.InFlight window) {
            return isOver(time) ? 0 : (int) Math.max(0, window.messages() + everybodyHas - published);
        }
        int due = 0;
        while (due < MOST_AT_ONCE && moment(planned + due) <= time && moment(planned + due) < end) {
            due++;
        }
        return due;
    }

    /** The moments of the next messages, which are then no longer due. */
    long[] moments(int count) {
        long[] moments = new long[count];
        for (int i = 0; i < count; i++) {
            moments[i] = pace instanceof Pace.PerSecond ? moment(planned++) : now;
        }
        return moments;
    }

    /** How long to wait for sockets alone; 0 shortly before something is due, which waiting would miss. */
    long pauseMillis(long time) {
        if (pace instanceof Pace.PerSecond && moment(planned) < end) {
            return Math.max(0, (moment(planned) - time) / MILLI);
        }
        return isOver(time) ? 100 : Math.max(1, (end - time) / MILLI);
    }

    private long moment(long number) {
        return pace instanceof Pace.PerSecond rate ? start + (long) (number * 1e9 / rate.messages()) : now;
    }
}

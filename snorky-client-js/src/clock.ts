/** Calls off something that was asked for; calling it again does nothing. */
export type Cancel = () => void;

/** The time and its alarms, injected so that tests own them. */
export interface Clock {
  /** Milliseconds since some fixed moment. */
  now(): number;
  /** Runs the action once, not before `delay` milliseconds have passed. */
  schedule(delay: number, action: () => void): Cancel;
}

/** The clock of the page or process. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule: (delay, action) => {
    const timer = setTimeout(action, delay);
    return () => clearTimeout(timer);
  },
};

/** The clock of a machine that can sleep: no alarm goes off then, and those that were due go off late. */
export class SleepingClock {
  #asleep = false;
  #overdue = new Set();

  now() {
    return Date.now();
  }

  schedule(delay, action) {
    const alarm = () => {
      if (this.#asleep) {
        this.#overdue.add(alarm);
      } else {
        action();
      }
    };
    const timer = setTimeout(alarm, delay);
    return () => {
      clearTimeout(timer);
      this.#overdue.delete(alarm);
    };
  }

  sleep() {
    this.#asleep = true;
  }

  wake() {
    this.#asleep = false;
    for (const alarm of [...this.#overdue]) {
      if (this.#overdue.delete(alarm)) {
        alarm();
      }
    }
  }
}

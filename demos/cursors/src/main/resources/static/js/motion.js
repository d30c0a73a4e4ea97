/** How long a glide takes for most of its way; about two updates, so that the next one comes before it stands still. */
const smoothing = 70;
const closeEnough = 0.0004;

const still = matchMedia("(prefers-reduced-motion: reduce)");
const moving = new Set();
let last = 0;

/**
 * A place on the board that glides to where it should be, and tells each step. In every frame it goes a part of the
 * way that depends on the time since the last, so that it looks the same on fast and slow screens.
 */
export class Glide {
  #at = null;
  #to = null;

  /** @param step told where it is, as parts of the board's width and height */
  constructor(step) {
    this.step = step;
  }

  /** Where it is going. */
  to(x, y) {
    this.#to = [x, y];
    if (this.#at === null || still.matches) {
      this.#arrive();
      return;
    }
    if (moving.size === 0) {
      last = performance.now();
      requestAnimationFrame(frame);
    }
    moving.add(this);
  }

  /** Tells where it is again, as the board has another size. */
  again() {
    if (this.#at !== null) {
      this.step(...this.#at);
    }
  }

  stop() {
    moving.delete(this);
  }

  /** Goes on for a moment. */
  advance(milliseconds) {
    const part = 1 - Math.exp(-milliseconds / smoothing);
    this.#at = this.#at.map((at, i) => at + (this.#to[i] - at) * part);
    if (this.#at.every((at, i) => Math.abs(this.#to[i] - at) < closeEnough)) {
      this.#arrive();
    } else {
      this.step(...this.#at);
    }
  }

  #arrive() {
    this.#at = this.#to;
    this.stop();
    this.step(...this.#at);
  }
}

function frame(now) {
  for (const glide of moving) {
    glide.advance(Math.max(0, now - last));
  }
  last = now;
  if (moving.size > 0) {
    requestAnimationFrame(frame);
  }
}

import { Glide } from "./motion.js";

const arrow =
  '<svg viewBox="0 0 20 22" aria-hidden="true"><path d="M2 1.5 17.5 12l-7 1.2-3.9 6.3z"/></svg>';
const longestText = 80;

/** A cursor on the board: an arrow with its owner's name and colour, and what the owner says. */
export class Pointer {
  #board;
  #element = document.createElement("div");
  #glide;
  #taps;

  /** @param mine whether it is one's own, which is shown where the browser's own arrow is not */
  constructor(board, name, mine = false) {
    this.#board = board;
    this.name = name;
    this.#element.className = mine ? "cursor mine tinted" : "cursor tinted";
    this.#element.dataset.name = name;
    this.#element.innerHTML = `${arrow}<div class="flag"><span class="name"></span><span class="says"></span></div>`;
    this.#element.querySelector(".name").textContent = name;
    this.#glide = new Glide((x, y) => {
      this.#element.style.transform = `translate(${x * board.clientWidth}px, ${y * board.clientHeight}px)`;
    });
    board.append(this.#element);
  }

  /** Takes where it should be and what it shows; what others send is taken with a grain of salt. */
  show({ position, status }) {
    const [x, y] = Array.isArray(position) ? position.map((part) => clamp(Number(part))) : [0.5, 0.5];
    this.#glide.to(x, y ?? 0.5);
    this.hue = Number(status?.hue) || 0;
    this.says = typeof status?.says === "string" ? status.says.slice(0, longestText) : "";
    this.#element.style.setProperty("--hue", this.hue);
    this.#element.querySelector(".says").textContent = this.says;
    this.#element.classList.toggle("above", y > 0.86);
    this.#element.classList.toggle("left", x > 0.82);
    if (this.#taps !== undefined && status?.taps !== this.#taps) {
      this.#ripple(x, y);
    }
    this.#taps = status?.taps;
  }

  /** The board has another size. */
  again() {
    this.#glide.again();
  }

  remove() {
    this.#glide.stop();
    this.#element.classList.add("gone");
    this.#element.addEventListener("transitionend", () => this.#element.remove(), { once: true });
    setTimeout(() => this.#element.remove(), 400); // where nothing is animated
  }

  #ripple(x, y) {
    const ripple = document.createElement("i");
    ripple.className = "ripple tinted";
    ripple.style.setProperty("--hue", this.hue);
    ripple.style.left = `${x * 100}%`;
    ripple.style.top = `${y * 100}%`;
    ripple.addEventListener("animationend", () => ripple.remove());
    setTimeout(() => ripple.remove(), 1_500);
    this.#board.append(ripple);
  }
}

function clamp(part) {
  return Number.isFinite(part) ? Math.min(1, Math.max(0, part)) : 0.5;
}

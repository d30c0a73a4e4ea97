import { hueOf, leave, me as findMe, whoAmI } from "../guests/guests.js";
import { People } from "./people.js";
import { Pointer } from "./pointer.js";
import { throttled } from "./throttle.js";

const updatesPerSecond = 25;
const step = 0.02;
const find = (selector) => document.querySelector(selector);

const me = await findMe();
const board = find("#board");
const people = new People(me);
const pointers = new Map();
const snorky = new Snorky();

snorky.connected.add(() => tell("connected", "Connected"));
snorky.disconnected.add(() => tell("offline", "No connection, trying again …"));
setInterval(() => {
  if (!snorky.isConnected) {
    whoAmI().catch(() => {}); // a server that has forgotten us shows the door
  }
}, 5_000);

const garden = await join();
for (const cursor of garden.others) {
  show(cursor);
}
garden.cursorAdded.add(show);
garden.cursorUpdated.add(show);
garden.cursorRemoved.add((cursor) => {
  pointers.get(cursor).remove();
  pointers.delete(cursor);
  showPeople();
});

const status = { hue: freeHue(), says: "", taps: 0 };
let place = [0.5, 0.5];
const [mine] = garden.createCursor({ position: place, status: { ...status } });
pointers.set(mine, new Pointer(board, me, true));
showMine();

// While we move, the newest place goes out some times a second; the others' pages make a glide of it.
const send = throttled(1_000 / updatesPerSecond, (position) => {
  mine.update({ position, status: { ...status } }).catch((error) => tell("offline", error.message));
});

board.addEventListener("pointermove", (event) => {
  board.classList.remove("by-keys");
  moveTo(placeOf(event));
});

board.addEventListener("pointerdown", (event) => {
  moveTo(placeOf(event));
  tap();
});

board.addEventListener("keydown", (event) => {
  const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const direction = directions[event.key];
  if (direction) {
    event.preventDefault();
    board.classList.add("by-keys");
    const length = event.shiftKey ? 4 * step : step;
    moveTo(place.map((part, i) => Math.min(1, Math.max(0, part + direction[i] * length))));
  } else if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    tap();
  }
});

find("#say").addEventListener("input", ({ target }) => say(target.value));
find("#speech").addEventListener("submit", (event) => {
  event.preventDefault();
  find("#say").value = "";
  setTimeout(() => find("#say").value === "" && say(""), 4_000);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target !== find("#say")) {
    event.preventDefault();
    find("#say").focus();
  } else if (event.key === "Escape") {
    find("#say").value = "";
    say("");
    board.focus();
  }
});

find("#leave").addEventListener("click", leave);
new ResizeObserver(() => pointers.forEach((pointer) => pointer.again())).observe(board);

async function join() {
  try {
    return await snorky.services.cursors.join({ document: "garden" });
  } catch (error) {
    if (error.code === "connection_lost") {
      return join();
    }
    tell("offline", error.message);
    throw error;
  }
}

function show(cursor) {
  if (!pointers.has(cursor)) {
    pointers.set(cursor, new Pointer(board, String(cursor.owner)));
  }
  const pointer = pointers.get(cursor);
  const before = pointer.says;
  pointer.show(cursor);
  if (pointer.says !== before) {
    people.heard(pointer.name, pointer.says);
  }
  showPeople();
}

function showMine() {
  pointers.get(mine).show({ position: place, status });
  showPeople();
}

function showPeople() {
  people.show([...pointers.values()].sort((a, b) => Number(b.name === me) - Number(a.name === me)));
}

function moveTo(position) {
  place = position;
  showMine();
  send(place);
}

function tap() {
  status.taps += 1;
  moveTo(place);
}

function say(text) {
  status.says = text;
  moveTo(place);
}

function placeOf({ clientX, clientY }) {
  const { left, top, width, height } = board.getBoundingClientRect();
  const round = (part) => Math.round(Math.min(1, Math.max(0, part)) * 10_000) / 10_000;
  return [round((clientX - left) / width), round((clientY - top) / height)];
}

/** The hue of one's name, or one that nobody near has. */
function freeHue() {
  const taken = [...pointers.values()].filter(({ name }) => name !== me).map(({ hue }) => hue);
  const isFree = (hue) => taken.every((other) => Math.abs(((hue - other + 540) % 360) - 180) >= 40);
  const own = hueOf(me);
  for (let turn = 0; turn < 360; turn += 15) {
    if (isFree((own + turn) % 360)) {
      return (own + turn) % 360;
    }
  }
  return own;
}

function tell(state, words) {
  find("#status").dataset.status = state;
  find("#status").textContent = words;
  board.classList.toggle("offline", state === "offline");
}

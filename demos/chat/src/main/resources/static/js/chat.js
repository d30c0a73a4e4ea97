import { initialsOf, leave, me as findMe, hueOf, whoAmI } from "../guests/guests.js";
import { Log } from "./log.js";
import { Side } from "./side.js";
import { Talk } from "./talk.js";

const find = (selector) => document.querySelector(selector);

const me = await findMe();
const snorky = new Snorky();
const talk = new Talk(snorky, me);
const side = new Side(me, choose, (name) => choose(talk.openWith(name)));
const log = new Log((room, message) => talk.sayAgain(room, message));
let current = null;
let scheduled = false;

find("#my-name").textContent = me;
find("#my-avatar").textContent = initialsOf(me);
find("#my-avatar").style.setProperty("--hue", hueOf(me));
find("#leave").addEventListener("click", leave);
find("#menu").addEventListener("click", () => toggleMenu(!document.body.classList.contains("menu")));

talk.addEventListener("change", draw);
choose(talk.start());

for (const event of ["focus", "visibilitychange"]) {
  window.addEventListener(event, draw);
}

find("#open").addEventListener("submit", (event) => {
  event.preventDefault();
  const input = find("#room");
  if (input.value.trim() !== "") {
    choose(talk.open(input.value.trim()));
    input.value = "";
  }
});

find("#say").addEventListener("submit", (event) => {
  event.preventDefault();
  const input = find("#text");
  if (input.value.trim() !== "") {
    talk.say(current, input.value);
    input.value = "";
    find("#scroll").scrollTop = find("#scroll").scrollHeight;
  }
  input.focus();
});

find("#text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    find("#say").requestSubmit();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    toggleMenu(false);
  }
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    const rooms = inOrder();
    choose(rooms.at((rooms.indexOf(current) + (event.key === "ArrowUp" ? -1 : 1)) % rooms.length));
  }
});

snorky.connected.add(() => tell("connected", "Connected"));
snorky.disconnected.add(() => tell("offline", "No connection, trying again …"));
setInterval(() => {
  if (!snorky.isConnected) {
    whoAmI().catch(() => {}); // a server that has forgotten us shows the door
  }
}, 5_000);

function choose(room) {
  current = room;
  toggleMenu(false);
  draw();
  find("#text").focus();
}

function toggleMenu(open) {
  document.body.classList.toggle("menu", open);
  find("#menu").setAttribute("aria-expanded", open);
}

function tell(status, words) {
  find("#status").dataset.status = status;
  find("#status").textContent = words;
}

function inOrder() {
  const rooms = [...talk.rooms.values()];
  return [...rooms.filter(({ isPrivate }) => !isPrivate), ...rooms.filter(({ isPrivate }) => isPrivate)];
}

/** Draws at most once a frame; a page that nobody sees has no frames, but its title counts. */
function draw() {
  countInTitle();
  if (!scheduled) {
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      drawNow();
    });
  }
}

function drawNow() {
  if (current === null) {
    return;
  }
  find("#title").textContent = current.title;
  find("#subtitle").textContent = subtitle();
  find("#text").placeholder = `Write to ${current.title}`;
  log.show(current);
  if (document.visibilityState === "visible" && document.hasFocus()) {
    talk.readAll(current);
  }
  side.show(inOrder(), current);
  countInTitle();
}

function subtitle() {
  if (current.isPrivate) {
    return current.members.has(current.title) ? "Just the two of you" : "Not here now; will find it later";
  }
  return current.members.size === 1 ? "1 person here" : `${current.members.size} people here`;
}

function countInTitle() {
  const unread = [...talk.rooms.values()].reduce((sum, room) => sum + room.unread, 0);
  document.title = `${unread > 0 ? `(${unread}) ` : ""}${current?.title ?? "Chat"} · Snorky`;
  const badge = find("#menu .badge");
  badge.hidden = unread === 0;
  badge.textContent = unread;
}

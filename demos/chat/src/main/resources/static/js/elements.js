import { hueOf, initialsOf } from "../guests/guests.js";

/** An element with attributes and children; texts become text, never markup. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      made.addEventListener(name, value);
    } else if (value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children);
  return made;
}

/** Gives an element the colour of a person. */
export function tint(made, name) {
  made.classList.add("tinted");
  made.style.setProperty("--hue", hueOf(name));
  return made;
}

/** A person's initials on their colour. */
export function avatar(name) {
  return tint(element("span", { class: "avatar", "aria-hidden": "true" }, initialsOf(name)), name);
}

/** Makes a list show these elements, and touches only what differs, so that focus stays where it is. */
export function show(list, elements) {
  const wanted = new Set(elements);
  for (const old of [...list.children]) {
    if (!wanted.has(old)) {
      old.remove();
    }
  }
  elements.forEach((made, i) => {
    if (list.children[i] !== made) {
      list.insertBefore(made, list.children[i] ?? null);
    }
  });
}

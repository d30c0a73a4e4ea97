const keepAlive = 4 * 60_000;

/** Who is here in this browser; whoever is nobody yet is shown the door. */
export async function me() {
  const { name } = await whoAmI();
  setInterval(whoAmI, keepAlive); // the session, and with it the name, lives as long as the page
  return name;
}

/** Looks whether this browser is still somebody: the server may have forgotten everybody. */
export async function whoAmI() {
  const response = await fetch("/guests/me");
  if (response.status === 401) {
    location.assign(`/login.html${location.hash}`);
    return new Promise(() => {}); // the page goes away
  }
  return response.json();
}

/** Takes a name; fails with the reason. */
export async function enter(name) {
  await post("/guests/me", { name });
}

/** Lets go of the name. */
export async function leave() {
  await post("/guests/leave");
  location.assign("/login.html");
}

/** The hue of a person, the same on all pages. */
export function hueOf(name) {
  let hash = 2166136261;
  for (const letter of name) {
    hash = Math.imul(hash ^ letter.codePointAt(0), 16777619);
  }
  return ((hash >>> 0) % 24) * 15;
}

/** The first letters of a name. */
export function initialsOf(name) {
  const [first, second] = name.split(/[ ._'-]+/);
  return ([...first][0] + (second ? [...second][0] : "")).toUpperCase();
}

async function post(url, body = {}) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-XSRF-TOKEN": csrfToken() },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    const { detail } = await response.json().catch(() => ({}));
    throw new Error(detail ?? `That did not work (${response.status})`);
  }
}

function csrfToken() {
  return document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/)?.[1] ?? "";
}

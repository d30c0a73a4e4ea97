const status = document.querySelector(".status");
const problem = document.querySelector(".problem");

const words = { live: "live", "catching-up": "catching up", offline: "offline" };

/** Shows how true the list is now. */
export function show(name) {
  status.dataset.status = name;
  status.textContent = words[name];
}

/** Does something, and tells the user if it fails. */
export async function attempt(action) {
  problem.textContent = "";
  try {
    return await action();
  } catch (error) {
    problem.textContent = error.message;
    throw error;
  }
}

import * as api from "./api.js";
import { TaskList } from "./task-list.js";
import { attempt, show } from "./status.js";

const { snorkyUrl } = await settings();
const server = snorkyUrl ? new Snorky(WebSocket, snorkyUrl) : Snorky;
const tasks = await server.live("/api/tasks", { sort: (a, b) => a.id - b.id, retry: true });

const list = new TaskList(tasks);
tasks.on("change", () => list.render());
tasks.on("status", show);
tasks.on("error", (error) => console.warn(error));
show(tasks.status);

/** The settings, which the page cannot begin without: it asks until it gets them. */
async function settings() {
  for (;;) {
    try {
      return await attempt(api.settings);
    } catch {
      show("offline");
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
  }
}

const newTodo = document.querySelector(".new-todo");
newTodo.form.addEventListener("submit", (event) => {
  event.preventDefault();
  const title = newTodo.value.trim();
  if (title) {
    newTodo.value = "";
    attempt(() => api.add(title)).catch(() => (newTodo.value = title));
  }
});

import * as api from "./api.js";
import { TaskList } from "./task-list.js";
import { attempt, show } from "./status.js";

const { snorkyUrl } = await api.settings();
const server = snorkyUrl ? new Snorky(WebSocket, snorkyUrl) : Snorky;
const tasks = await server.live("/api/tasks", { sort: (a, b) => a.id - b.id });

const list = new TaskList(tasks);
tasks.on("change", () => list.render());
tasks.on("status", show);
tasks.on("error", (error) => console.warn(error));
show(tasks.status);

const newTodo = document.querySelector(".new-todo");
newTodo.form.addEventListener("submit", (event) => {
  event.preventDefault();
  const title = newTodo.value.trim();
  if (title) {
    newTodo.value = "";
    attempt(() => api.add(title)).catch(() => (newTodo.value = title));
  }
});

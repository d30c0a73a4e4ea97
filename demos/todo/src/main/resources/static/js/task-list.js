import * as api from "./api.js";
import { attempt } from "./status.js";
import { TaskItem } from "./task-item.js";

const find = (selector) => document.querySelector(selector);

const filters = {
  "#/active": (task) => !task.completed,
  "#/completed": (task) => task.completed,
};

/** The list on the screen. */
export class TaskList {
  #tasks;
  #items = new Map();

  constructor(tasks) {
    this.#tasks = tasks;
    find(".toggle-all").addEventListener("change", (event) => this.#toggleAll(event.target.checked));
    find(".clear-completed").addEventListener("click", () => this.#clearCompleted());
    addEventListener("hashchange", () => this.render());
    this.render();
  }

  render() {
    const { items: tasks } = this.#tasks;
    this.#renderItems(tasks);

    const active = tasks.filter((task) => !task.completed).length;
    find(".main").hidden = find(".footer").hidden = tasks.length === 0;
    find(".toggle-all").checked = active === 0;
    find(".todo-count").textContent = `${active} ${active === 1 ? "item" : "items"} left`;
    find(".clear-completed").hidden = active === tasks.length;
    for (const link of document.querySelectorAll(".filters a")) {
      link.classList.toggle("selected", link.hash === (location.hash || "#/"));
    }
  }

  /** Moves as little as it can: somebody may be typing in one of the items. */
  #renderItems(tasks) {
    const list = find(".todo-list");
    const shown = tasks.filter(filters[location.hash] ?? (() => true));
    const ids = new Set(shown.map((task) => task.id));
    for (const [id, item] of this.#items) {
      if (!ids.has(id)) {
        item.element.remove();
        this.#items.delete(id);
      }
    }
    shown.forEach((task, index) => {
      const item = this.#items.get(task.id) ?? new TaskItem();
      this.#items.set(task.id, item);
      item.render(task);
      if (list.children[index] !== item.element) {
        list.insertBefore(item.element, list.children[index] ?? null);
      }
    });
  }

  #toggleAll(completed) {
    const others = this.#tasks.filter((task) => task.completed !== completed);
    attempt(() => Promise.all(others.map((task) => api.change(task, { completed })))).catch(() => this.render());
  }

  #clearCompleted() {
    const completed = this.#tasks.filter((task) => task.completed);
    attempt(() => Promise.all(completed.map(api.remove))).catch(() => this.render());
  }
}

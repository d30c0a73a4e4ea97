import * as api from "./api.js";
import { attempt } from "./status.js";

const template = document.querySelector("#task");

/** One task on the screen. */
export class TaskItem {
  element = template.content.firstElementChild.cloneNode(true);
  #task;
  #toggle = this.element.querySelector(".toggle");
  #label = this.element.querySelector("label");
  #edit = this.element.querySelector(".edit");

  constructor() {
    this.#toggle.addEventListener("change", () => this.#change({ completed: this.#toggle.checked }));
    this.#label.addEventListener("dblclick", () => this.#startEditing());
    this.#label.addEventListener("keydown", (event) => event.key === "Enter" && this.#startEditing(event));
    this.element.querySelector(".destroy").addEventListener("click", () => this.#remove());
    this.#edit.addEventListener("keydown", (event) => this.#editingKey(event.key));
    this.#edit.addEventListener("blur", () => this.#save());
  }

  render(task) {
    this.#task = task;
    this.element.classList.toggle("completed", task.completed);
    this.#toggle.checked = task.completed;
    this.#label.textContent = task.title;
  }

  get #editing() {
    return this.element.classList.contains("editing");
  }

  #startEditing(event) {
    event?.preventDefault();
    this.element.classList.add("editing");
    this.#edit.value = this.#edit.defaultValue = this.#task.title;
    this.#edit.focus();
  }

  #editingKey(key) {
    if (key === "Enter") {
      this.#save();
      this.#label.focus();
    } else if (key === "Escape") {
      this.element.classList.remove("editing");
      this.#label.focus();
    }
  }

  #save() {
    if (!this.#editing) {
      return;
    }
    this.element.classList.remove("editing");
    const title = this.#edit.value.trim();
    if (title === "") {
      this.#remove();
    } else if (title !== this.#edit.defaultValue) {
      this.#label.textContent = title;
      this.#change({ title });
    }
  }

  #change(changes) {
    attempt(() => api.change(this.#task, changes)).catch(() => this.render(this.#task));
  }

  #remove() {
    attempt(() => api.remove(this.#task)).catch(() => {});
  }
}

const problem = ko.observable("");

/** Asks the server for a change. What comes of it comes back through the live list, to this window as to all others. */
async function request(method, path, body) {
  problem("");
  const response = await fetch(`/api/tasks${path}`, {
    method,
    headers: { "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  }).catch(() => null);
  if (!response?.ok) {
    const { detail } = (await response?.json().catch(() => null)) ?? {};
    problem(detail ?? "There is no answer");
  }
  return response?.ok === true;
}

/** A task on the page. */
class Task {
  constructor({ id, title, completed }) {
    this.id = id;
    this.title = ko.observable(title);
    this.completed = ko.observable(completed);
    this.editing = ko.observable(false);
    this.editedTitle = ko.observable("");

    /** What the checkbox is bound to: writing it changes the task on the server. */
    this.patchCompleted = ko.pureComputed({
      read: this.completed,
      write: async (value) => {
        this.completed(value);
        if (!(await this.patch({ completed: value }))) {
          this.completed(!value);
        }
      },
    });
  }

  /** Takes a new state of its row. */
  update({ title, completed }) {
    this.title(title);
    this.completed(completed);
  }

  patch(change) {
    return request("PATCH", `/${this.id}`, change);
  }

  remove() {
    request("DELETE", `/${this.id}`);
  }

  edit() {
    this.editedTitle(this.title());
    this.editing(true);
  }

  editOnEnter(_task, { key }) {
    if (key === "Enter") {
      this.edit();
    }
    return key !== "Enter"; // other keys do what they always do
  }

  save() {
    // Enter saves, and then the field that goes loses the focus, which saves, too.
    if (!this.editing()) {
      return;
    }
    this.editing(false);
    const title = this.editedTitle().trim();
    if (title === "") {
      this.remove();
    } else if (title !== this.title()) {
      this.patch({ title });
    }
  }

  cancelOnEscape(_task, { key }) {
    if (key === "Escape") {
      this.editing(false);
    }
    return true;
  }
}

const tasks = ko.observableArray();
const status = ko.observable("catching-up");
const newTitle = ko.observable("");

ko.applyBindings({
  tasks,
  status,
  problem,
  newTitle,
  left: ko.pureComputed(() => tasks().filter((task) => !task.completed()).length),
  add: async () => {
    const title = newTitle().trim();
    if (title) {
      newTitle("");
      if (!(await request("POST", "", { title }))) {
        newTitle(title);
      }
    }
  },
});

// The array holds a Task for each row, and keeps it while the row lives: an update writes into its observables.
const collection = new Snorky.DataSync.KnockoutCollection(tasks, {
  transformItem: (row) => new Task(row),
  updateItem: (task, row) => task.update(row),
});

Snorky.live("/api/tasks", { retry: true }).then((list) => collection.follow(list, status));

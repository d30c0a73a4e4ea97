/** The application: its page, and what its user does. Which tasks there are is in tasks.js. */
const todo = angular.module("todo", ["snorky", "snorky.restangular"]);

todo.config(["RestangularProvider", (RestangularProvider) => {
  RestangularProvider.setBaseUrl("/api");

  // Tasks are fat: each has .patch() and .remove() by Restangular, and this. Those that come by deltas have it too,
  // as the collection's transformItem makes them elements of "tasks".
  RestangularProvider.extendModel("tasks", (task) => {
    /** What the checkbox is bound to: reads without an argument, and with one changes the task on the server. */
    task.patchCompleted = (...change) => {
      if (change.length > 0) {
        const [completed] = change;
        task.completed = completed;
        task.patch({ completed }).catch(() => {
          task.completed = !completed;
        });
      }
      return task.completed;
    };
    return task;
  });
}]);

// The user is told when a request fails, until the next.
todo.run(["$rootScope", "Restangular", ($rootScope, Restangular) => {
  Restangular.addFullRequestInterceptor(() => {
    $rootScope.problem = "";
  });
  Restangular.setErrorInterceptor(({ status, data }) => {
    $rootScope.problem = data?.detail ?? (status > 0 ? `The server answered ${status}` : "There is no answer");
  });
}]);

// Nothing here touches the list: what a request has changed comes back as a delta, to this window as to all others.
todo.controller("TodoController", ["$scope", "Restangular", "tasks", ($scope, Restangular, tasks) => {
  $scope.tasks = tasks;
  $scope.newTodo = { title: "" };
  $scope.edited = {};

  $scope.addTodo = () => {
    const title = $scope.newTodo.title.trim();
    if (title) {
      $scope.newTodo.title = "";
      Restangular.all("tasks").post({ title }).catch(() => {
        $scope.newTodo.title = title;
      });
    }
  };

  $scope.removeTodo = (task) => task.remove().catch(angular.noop);

  // What is typed is kept aside: a delta may put a new element in the place of the task meanwhile.
  $scope.editTodo = (task, event) => {
    event?.preventDefault();
    $scope.edited = { id: task.id, title: task.title };
  };

  $scope.cancelEditing = () => {
    $scope.edited = {};
  };

  $scope.saveTodo = (task) => {
    const { id, title = "" } = $scope.edited;
    $scope.edited = {};
    const trimmed = title.trim();
    // Enter saves, and then the field that goes loses the focus, which saves, too.
    if (id !== task.id || trimmed === task.title) {
      return;
    }
    if (trimmed) {
      task.patch({ title: trimmed }).catch(angular.noop);
    } else {
      $scope.removeTodo(task);
    }
  };
}]);

/** A field that takes the focus when it appears. */
todo.directive("todoFocus", () => ({
  link: (scope, element) => scope.$applyAsync(() => element[0].select()),
}));

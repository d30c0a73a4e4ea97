/** The tasks of the database: fetched by Restangular, and kept as they are there. */
angular.module("todo").factory("tasks", ["$timeout", "Restangular", "snorky", ($timeout, Restangular, snorky) => {
  const { datasync } = snorky.services;
  const tasks = { list: [], status: "catching-up" };

  const deltaProcessor = new Snorky.DataSync.CollectionDeltaProcessor();
  datasync.onDelta = (delta) => {
    // Called each time a data change notification (delta) is received. The processor applies it to the collection
    // of its model. This is also the place to show an alert, or to play a sound.
    deltaProcessor.processDelta(delta);
  };

  function fetchTasks() {
    return Restangular.all("tasks").getListAndSubscription().then((response) => {
      const taskArray = response.data;

      // A collection wraps an array in an interface that the processor understands: when an insertion comes, the
      // processor has it push an item into the array.
      const taskCollection = new Snorky.DataSync.ArrayCollection(taskArray, {
        // Makes an item of the array from the plain JSON of a delta: here a fat element, with .patch() and .remove().
        transformItem: (item) => Restangular.restangularizeElement(null, item, "tasks", true, response.data, null),
      });

      // Changes of Task go to this collection.
      deltaProcessor.collections["Task"] = taskCollection;
      tasks.list = taskArray;

      // Hands the token to Snorky: what has changed since it was issued comes first, before the promise is kept.
      // Without "position" that is all of the original protocol, in which a server cannot say that it has to give up.
      return datasync.acquireSubscription({ token: response.subscriptionToken, position: null });
    });
  }

  // When its connection is lost, or the server gives it up, a subscription brings nothing any more, and the list is
  // what was last known. The rest of this file says so, and fetches it again.
  let fetching = false;

  function follow() {
    if (fetching) {
      return;
    }
    fetching = true;
    tasks.status = "catching-up";
    fetchTasks().then(
      () => {
        fetching = false;
        tasks.status = "live";
      },
      () => {
        fetching = false;
        tasks.status = "offline";
        // Not all windows at once; and without a connection there is no point, "connected" will tell.
        $timeout(() => snorky.isConnected && tasks.status === "offline" && follow(), 1000 + 2000 * Math.random());
      },
    );
  }

  datasync.subscriptionLost.add(() => {
    tasks.status = "offline";
  });
  datasync.resyncReceived.add(({ empty }) => {
    tasks.list = empty ? [] : tasks.list; // the right to see it may be gone
    follow();
  });
  snorky.connected.add(() => tasks.status === "offline" && follow());

  follow();
  return tasks;
}]);

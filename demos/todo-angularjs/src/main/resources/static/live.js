/** The same tasks without Restangular: a live list, which sees to lost connections by itself. */
angular.module("live", ["snorky"]).controller("LiveController", ["$scope", "snorky", ($scope, snorky) => {
  snorky.live("/api/tasks", { scope: $scope, retry: true }).then((tasks) => {
    $scope.tasks = tasks;
  });
}]);

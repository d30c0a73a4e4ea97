import type { AngularStatic } from "./framework.js";
import { snorkyModule, snorkyRestangularModule } from "./modules.js";

const { angular } = globalThis as { angular?: AngularStatic };
if (angular === undefined) {
  throw new Error("snorky-angularjs.js needs AngularJS: load angular.js before it");
}
// A page without Restangular leaves the second alone: modules are resolved when they are required.
snorkyModule(angular);
snorkyRestangularModule(angular);

import type { AngularStatic } from "./framework.js";
import { extendRestangular } from "./restangular.js";
import { SnorkyProvider } from "./snorky-provider.js";

/** Defines the module `snorky`, with the service of that name and its provider; gives its name, to be required. */
export function snorkyModule(angular: AngularStatic): string {
  const module = angular.module("snorky", []);
  module.provider("snorky", SnorkyProvider);
  return module.name;
}

/**
 * Defines the module `snorky.restangular`, which requires Restangular and gives its collections the method
 * `getListAndSubscription`; gives its name, to be required.
 */
export function snorkyRestangularModule(angular: AngularStatic): string {
  const module = angular.module("snorky.restangular", ["restangular"]);
  module.run(["Restangular", "$http", extendRestangular]);
  return module.name;
}

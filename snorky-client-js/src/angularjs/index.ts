export type {
  AngularList,
  AngularLiveOptions,
  AngularServices,
  AngularSnorky,
} from "./angular-snorky.js";
export type { AngularStatic, QPromise } from "./framework.js";
export type { InAngular } from "./in-angular.js";
export { snorkyModule, snorkyRestangularModule } from "./modules.js";
export type { GetListAndSubscription, ListAndSubscription } from "./restangular.js";
export type { InjectableAddress, SnorkyProvider } from "./snorky-provider.js";

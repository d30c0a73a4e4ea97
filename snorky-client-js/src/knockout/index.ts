export type { ObservableArray } from "./framework.js";
export { KnockoutCollection, type KnockoutCollectionOptions } from "./knockout-collection.js";
export type { Schedule } from "./notifications.js";

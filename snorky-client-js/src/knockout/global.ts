import { Snorky } from "../snorky.js";
import { KnockoutCollection } from "./knockout-collection.js";

// Pages without modules find the collection beside its sister, Snorky.DataSync.ArrayCollection.
Object.assign(Snorky.DataSync, { KnockoutCollection });

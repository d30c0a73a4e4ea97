import { Snorky } from "./snorky.js";

// Pages without modules find the client as a global of this name.
Object.assign(globalThis, { Snorky });

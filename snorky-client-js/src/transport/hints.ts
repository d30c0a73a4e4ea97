import type { Cancel } from "../clock.js";

/** Calls back when the page hears that the network is there again, or when somebody looks at it again. */
export type Hints = (wake: () => void) => Cancel;

/** The hints of a browser page; elsewhere there are none. */
export const pageHints: Hints = (wake) => {
  const { window: page, document: view } = globalThis as { window?: EventTarget; document?: Document };
  const shown = () => {
    if (view?.visibilityState === "visible") {
      wake();
    }
  };
  page?.addEventListener?.("online", wake);
  view?.addEventListener?.("visibilitychange", shown);
  return () => {
    page?.removeEventListener?.("online", wake);
    view?.removeEventListener?.("visibilitychange", shown);
  };
};

/** Lets an action run at most once in a while: the first time at once, and then with the newest arguments. */
export function throttled(milliseconds, action) {
  let waiting = null;
  let timer = null;

  const run = () => {
    timer = null;
    if (waiting !== null) {
      const args = waiting;
      waiting = null;
      timer = setTimeout(run, milliseconds);
      action(...args);
    }
  };

  return (...args) => {
    waiting = args;
    if (timer === null) {
      run();
    }
  };
}

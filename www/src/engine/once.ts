/**
 * Values that are made when they are first asked for.
 */

/** Returns a function that calls `make` the first time only. */
export const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

/** The same for a promise; one that is rejected is made anew the next time. */
export const onceFulfilled = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  const forget = (): void => {
    made = undefined;
  };
  return () => {
    if (!made) {
      made = make();
      made.catch(forget);
    }
    return made;
  };
};

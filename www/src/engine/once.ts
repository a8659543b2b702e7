/**
 * Values that are made when they are first asked for.
 */

/** Returns a function that calls `make` the first time only. */
export const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

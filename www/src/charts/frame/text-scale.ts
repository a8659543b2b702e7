/**
 * How large the page's text is.
 */

/** Relative to 16 pixels, which the user, the theme and the window change. */
export const textScale = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

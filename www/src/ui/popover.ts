/**
 * Places a native popover below what opened it, inside the window.
 */
const GAP = 4;

/** To be called when the popover has just been shown and so has a size. */
export const place = (popover: HTMLElement, opener: Element): void => {
  const at = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const { clientWidth, clientHeight } = document.documentElement;
  const left = Math.max(8, Math.min(at.left, clientWidth - width - 8));
  const below = at.bottom + GAP;
  const top = below + height <= clientHeight - 8 ? below : Math.max(8, Math.min(at.top - GAP - height, clientHeight - height - 8));
  popover.style.left = `${left}px`;
  popover.style.top = `${top}px`;
};

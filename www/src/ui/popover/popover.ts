/**
 * The element of popovers, and their places: below what opened them, or beside the column that holds it, inside the window.
 */
import { useSignal, type ReadonlySignal } from '@preact/signals';
import { hasPopovers } from './has-popovers';

/** A popover's element: where the browser has no popovers a dialog, which stand-in.ts shows. */
export const Popover = (hasPopovers ? 'div' : 'dialog') as 'div';

/** Matches open popovers and dialogs. */
export const OPEN = hasPopovers ? 'dialog[open], :popover-open' : 'dialog[open]';

const GAP = 4;

const EDGE = 8;

/** Call it when the popover has just been shown: before, it has no size. */
export const place = (popover: HTMLElement, opener: Element): void => {
  const at = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const { clientWidth, clientHeight } = document.documentElement;
  const column = opener.closest('.side')?.getBoundingClientRect();
  if (column && column.right + GAP + width <= clientWidth - EDGE) {
    // Beside the column, so that the other terms in it stay visible.
    popover.style.left = `${column.right + GAP}px`;
    popover.style.top = `${Math.max(EDGE, Math.min(at.top, clientHeight - height - EDGE))}px`;
    return;
  }
  const left = Math.max(EDGE, Math.min(at.left, clientWidth - width - EDGE));
  const below = at.bottom + GAP;
  const top = below + height <= clientHeight - EDGE ? below : Math.max(EDGE, Math.min(at.top - GAP - height, clientHeight - height - EDGE));
  popover.style.left = `${left}px`;
  popover.style.top = `${top}px`;
};

type ToggleEvent = { newState: string; currentTarget: HTMLElement };

/** For a popover's toggle: places it by its opener, whose id is given, when it has just been shown. */
export const placedBy =
  (id: string) =>
  (event: ToggleEvent): void => {
    const opener = document.getElementById(id);
    if (event.newState === 'open' && opener) place(event.currentTarget, opener);
  };

type OpenContent = {
  /** Whether the content is there: before the popover is shown, and until the focus is back at its opener. */
  isOpen: ReadonlySignal<boolean>;
  /** For the popover's element. */
  handlers: { onBeforeToggle: (event: ToggleEvent) => void; onToggle: (event: ToggleEvent) => void };
};

/** For a popover that has content only while it is open; `onToggle` is called when it has been shown or hidden. */
export const useOpenContent = (onToggle: (event: ToggleEvent) => void = () => {}): OpenContent => {
  const isOpen = useSignal(false);
  return {
    isOpen,
    handlers: {
      onBeforeToggle: (event) => {
        if (event.newState === 'open') isOpen.value = true;
      },
      onToggle: (event) => {
        isOpen.value = event.newState === 'open';
        onToggle(event);
      },
    },
  };
};

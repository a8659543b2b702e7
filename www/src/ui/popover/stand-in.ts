/**
 * Popovers by modal dialogs, for browsers that have none: there, `Popover` is a dialog element. What is behind an open one takes no
 * presses but the one that closes it; all else is as with popovers.
 */

type State = 'open' | 'closed';

const tell = (popover: Element, type: 'beforetoggle' | 'toggle', newState: State): void =>
  void popover.dispatchEvent(Object.assign(new Event(type), { newState }));

const isAuto = (popover: Element): boolean => popover.getAttribute('popover') === 'auto';

const show = (popover: HTMLDialogElement): void => {
  if (popover.open) return;
  tell(popover, 'beforetoggle', 'open');
  if (isAuto(popover)) popover.showModal();
  else popover.show();
  // Once its content has been rendered.
  setTimeout(() => tell(popover, 'toggle', popover.open ? 'open' : 'closed'));
};

/** The press of a button that names a popover. */
const follow = (event: MouseEvent): void => {
  const button = (event.target as Element).closest('button[popovertarget]');
  const popover = document.getElementById(button?.getAttribute('popovertarget') ?? '');
  if (event.defaultPrevented || !button || !(popover instanceof HTMLDialogElement)) return;
  const action = button.getAttribute('popovertargetaction') ?? 'toggle';
  if (popover.open && action !== 'show') popover.close();
  else if (!popover.open && action !== 'hide') show(popover);
};

/** A press beside an open popover closes it. What is behind a modal dialog is pressed through the dialog itself. */
const dismiss = ({ target, clientX, clientY }: PointerEvent): void => {
  if (!(target instanceof HTMLDialogElement) || !isAuto(target)) return;
  const { left, top, right, bottom } = target.getBoundingClientRect();
  if (clientX < left || clientX > right || clientY < top || clientY > bottom) target.close();
};

/** Call it before the first popover is rendered. */
export const standInForPopovers = (): void => {
  // Preact listens to events by the names of such properties.
  if (!('onbeforetoggle' in HTMLElement.prototype)) Object.defineProperty(HTMLElement.prototype, 'onbeforetoggle', { value: null });
  Object.assign(HTMLElement.prototype, {
    showPopover(this: HTMLDialogElement) {
      show(this);
    },
    hidePopover(this: HTMLDialogElement) {
      this.close();
    },
  });
  document.addEventListener('click', follow);
  document.addEventListener('pointerdown', dismiss);
  // It does not bubble.
  document.addEventListener('close', ({ target }) => isAuto(target as Element) && tell(target as Element, 'toggle', 'closed'), true);
};

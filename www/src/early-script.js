/**
 * Runs before the app: tells the styles whether the window is small, uncovers the start page unless something else is asked for,
 * and records clicks and changes for the app, see early.ts. Knows no control.
 */
const early = {
  deeds: [],
  handleEvent(event) {
    const target = event.target.closest('button, summary, label, input, select');
    if (!target) return;
    const isPressed = !target.matches('select, input:not([type="radio"], [type="checkbox"])');
    if (event.type === 'click' && isPressed) event.preventDefault();
    if ((event.type === 'click') === isPressed) early.deeds.push({ target, value: target.value });
  },
  /** The start page has no link and is in English; the language is chosen as `languageOf` in i18n does. */
  isAskedFor() {
    const spoken = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => ['en', 'es', 'zh'].includes(tag));
    return location.hash.length <= 1 && (spoken ?? 'en') === 'en' && !early.isLabKept();
  },
  /** As state/layout.ts remembers it. */
  isLabKept() {
    try {
      return localStorage.getItem('quantscope.layout') === 'lab';
    } catch {
      return false;
    }
  },
};
if (matchMedia('(max-width: 699px), (max-height: 499px)').matches) document.documentElement.toggleAttribute('data-compact', true);
if (early.isAskedFor()) document.documentElement.classList.remove('covered');
for (const type of ['click', 'change']) addEventListener(type, early, true);

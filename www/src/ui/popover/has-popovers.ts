/**
 * Whether the browser has popovers: Safari 17, Firefox 125 and Chrome 114 brought them. Where there is no browser, as when the
 * start page is made, those are made for.
 */
export const hasPopovers = typeof HTMLElement === 'undefined' || 'popover' in HTMLElement.prototype;

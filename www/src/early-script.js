/**
 * Runs before the app: says so where the browser is too old for the page, tells the styles whether the window is small, uncovers
 * the start page unless something else is asked for, and records clicks and changes for the app, see early.ts. Knows no control.
 *
 * It is shipped as it stands here and must run in any browser, so it is plain old JavaScript: no syntax after 2009.
 */
var early = {
  /** What the page needs of a browser, and the last that browsers got of it: the versions are in scripts/floor.json. */
  isTooOld: (function () {
    /** The smallest module with a SIMD instruction. */
    var simd = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];
    try {
      new RegExp('(?<!a)b');
      new DecompressionStream('deflate-raw');
      return !(
        WebAssembly.validate(new Uint8Array(simd)) &&
        typeof WebAssembly.compileStreaming === 'function' &&
        typeof HTMLDialogElement.prototype.showModal === 'function' &&
        typeof Array.prototype.findLast === 'function' &&
        typeof Object.hasOwn === 'function' &&
        'inert' in HTMLElement.prototype &&
        CSS.supports('container-type', 'inline-size') &&
        CSS.supports('height', '1dvh')
      );
    } catch (error) {
      return true;
    }
  })(),

  /** The build puts a sentence here for each language. */
  sentences: { en: '' },

  /** The language of the link, or the first that the user reads; chosen as `languageOf` in i18n does. */
  language: function () {
    var asked = /[#&]lang=([a-z]+)/.exec(location.hash);
    var tags = (asked ? [asked[1]] : []).concat([].slice.call(navigator.languages || [navigator.language]));
    for (var i = 0; i < tags.length; i++) {
      var code = tags[i].slice(0, 2);
      if (early.sentences.hasOwnProperty(code)) return code;
    }
    return 'en';
  },

  /** Nothing on the page would work: one sentence takes its place. */
  sayTooOld: function () {
    var words = document.createElement('p');
    words.setAttribute('role', 'alert');
    words.className = 'strip';
    words.appendChild(document.createTextNode(early.sentences[early.language()]));
    document.documentElement.lang = early.language();
    document.body.innerHTML = '';
    document.body.appendChild(words);
    document.documentElement.className = '';
  },

  deeds: [],
  handleEvent: function (event) {
    var target = event.target.closest('button, summary, label, input, select');
    if (!target) return;
    var isPressed = !target.matches('select, input:not([type="radio"]):not([type="checkbox"])');
    if (event.type === 'click' && isPressed) event.preventDefault();
    if ((event.type === 'click') === isPressed) early.deeds.push({ target: target, value: target.value });
  },

  /** The start page has no link and is in English. */
  isAskedFor: function () {
    return location.hash.length <= 1 && early.language() === 'en' && !early.isLabKept();
  },

  /** As state/layout.ts remembers it. */
  isLabKept: function () {
    try {
      return localStorage.getItem('quantscope.layout') === 'lab';
    } catch (error) {
      return false;
    }
  },
};

if (early.isTooOld) {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', early.sayTooOld);
  else early.sayTooOld();
} else {
  if (matchMedia('(max-width: 699px), (max-height: 499px)').matches) document.documentElement.setAttribute('data-compact', '');
  if (early.isAskedFor()) document.documentElement.classList.remove('covered');
  addEventListener('click', early, true);
  addEventListener('change', early, true);
}

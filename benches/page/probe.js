/**
 * What is put into a page before its own scripts: when an input happened, when the page heard of it, and when the frame
 * was painted that shows what it led to. Knows the page only as something that asks workers and draws on canvases.
 */

/** Runs in the page. */
const install = () => {
  /** Milliseconds from an input to its picture: by the input's own time stamp, and from when the page heard it. */
  const shown = [];
  const frames = [];
  let newest;
  let answered;
  let inFrame = false;
  /** The newest inputs at the time of requests that are not answered; nothing for what is studied ahead. */
  const asked = new Map();
  /** An input that no worker was asked about: its picture, if the next frame draws one, was studied ahead. */
  let unasked;
  /** The same in the frame under way, which is told by its time. */
  let ahead;
  let thisFrame;
  let isIdle = false;

  const isAnswering = () => [...asked.values()].some((inputs) => inputs.some(Boolean));
  const heard = (event) => {
    newest = { stamp: event.timeStamp, heard: performance.now() };
    unasked = isAnswering() ? undefined : newest;
  };
  for (const kind of ['pointermove', 'keydown']) addEventListener(kind, heard, { capture: true });
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (kind, ...rest) {
    // Listening changes when these events come, so the probe listens only where the page does.
    if (kind === 'pointerrawupdate') listen.call(globalThis, kind, heard, { capture: true });
    return listen.call(this, kind, ...rest);
  };

  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      asked.set(this, []);
      this.addEventListener('message', ({ data }) => {
        if (data?.kind !== 'progress') answered = asked.get(this).shift() ?? answered;
      });
    }

    postMessage(...given) {
      // What is studied ahead is not drawn.
      asked.get(this).push(isIdle ? undefined : newest);
      if (!isIdle) unasked = undefined;
      super.postMessage(...given);
    }
  };

  // The page studies ahead while it is idle. Its request follows the callback in microtasks.
  const whenIdle = requestIdleCallback;
  globalThis.requestIdleCallback = (callback, options) =>
    whenIdle((deadline) => {
      isIdle = true;
      setTimeout(() => {
        isIdle = false;
      });
      callback(deadline);
    }, options);

  const frame = requestAnimationFrame;
  globalThis.requestAnimationFrame = (callback) =>
    frame((now) => {
      inFrame = true;
      if (now !== thisFrame) {
        thisFrame = now;
        // In the frame before, it led to no drawing.
        if (answered === ahead) answered = undefined;
        ahead = unasked;
        unasked = undefined;
        answered ??= ahead;
      }
      try {
        callback(now);
      } finally {
        inFrame = false;
      }
    });

  // The first task after a frame's callbacks comes when the frame has been laid out, painted and handed over.
  const { port1, port2 } = new MessageChannel();
  const painting = [];
  port2.onmessage = () => {
    const now = performance.now();
    for (const input of painting.splice(0)) shown.push({ stamp: now - input.stamp, heard: now - input.heard });
  };
  const drawn = () => {
    if (!answered) return;
    painting.push(answered);
    answered = undefined;
    if (inFrame) port1.postMessage(0);
    else frame(() => port1.postMessage(0));
  };
  const context = CanvasRenderingContext2D.prototype;
  for (const name of ['clearRect', 'fillRect', 'fill', 'stroke', 'fillText', 'putImageData', 'drawImage']) {
    const draw = context[name];
    context[name] = function (...given) {
      drawn();
      return draw.apply(this, given);
    };
  }

  let watching = false;
  const watch = (now) => {
    if (!watching) return;
    frames.push(now);
    frame(watch);
  };
  globalThis.probe = {
    /** Begins anew: what was seen until now is forgotten. */
    begin: () => {
      shown.length = 0;
      frames.length = 0;
      newest = undefined;
      watching = true;
      frame(watch);
    },
    /** What was seen since: latencies, and the milliseconds between frames. */
    end: () => {
      watching = false;
      return { shown: [...shown], gaps: frames.slice(1).map((at, i) => at - frames[i]) };
    },
  };
};

export const addProbe = (page) => page.addInitScript(install);

/**
 * The hand: real input events sent to the browser at the pace of a screen, whether or not the page keeps up.
 */

const sleepUntil = async (time) => {
  const left = time - performance.now();
  if (left > 0) await new Promise((ready) => setTimeout(ready, left));
};

/** Sends `count` events, `every` milliseconds apart; `send` gets the number of each. */
const paced = async (count, every, send) => {
  const start = performance.now();
  const sent = [];
  for (let i = 0; i < count; i += 1) {
    await sleepUntil(start + i * every);
    sent.push(send(i));
  }
  await Promise.all(sent);
};

/** Moves a second: as a usual mouse tells of them. The frames of a screen come in all phases to them. */
const MOVES = 125;

/** Drags what lies at the middle of `box` to and fro for `seconds`. */
export const pull = async (cdp, box, seconds, reach = 60) => {
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  const mouse = (type, at) =>
    cdp.send('Input.dispatchMouseEvent', { type, x: at, y, button: 'left', buttons: type === 'mouseReleased' ? 0 : 1, clickCount: 1 });
  await mouse('mousePressed', x);
  // Every event moves by another pixel or more, so each asks for another picture.
  await paced(Math.round(MOVES * seconds), 1000 / MOVES, (i) => mouse('mouseMoved', x - reach * Math.sin((i + 1) / 16)));
  await mouse('mouseReleased', x);
};

/** Steps a focused slider to and fro, ten times a second. */
export const steps = (cdp, count) =>
  paced(count, 100, async (i) => {
    const [key, windowsVirtualKeyCode] = i % 2 === 0 ? ['ArrowLeft', 37] : ['ArrowRight', 39];
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, windowsVirtualKeyCode });
  });

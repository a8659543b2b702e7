/**
 * A client of the W3C WebDriver protocol: starts an engine's driver and one browser, and asks it for what the tests need. Knows
 * nothing of the page.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** The name under which the protocol sends a reference to an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** The longest that a browser may take for one command, in milliseconds: a bound for what hangs, not for what is slow. */
const LONGEST = 240_000;

export const KEYS = { right: '\uE014', left: '\uE012', enter: '\uE007', escape: '\uE00C', tab: '\uE004', control: '\uE009' };

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Sends a command, and gives what the browser answers. */
const command = async (port, method, path, body) => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(LONGEST),
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${value.error} ${value.message}`.slice(0, 600));
  return value;
};

/** Whether a fault is that the browser has ended by itself. */
export const isGone = (fault) => fault.includes('invalid session id');

const isNotYetThere = (error) => error instanceof TypeError && error.message === 'fetch failed';

const startSession = async (port, capabilities) => {
  for (let tries = 0; ; tries++) {
    try {
      return await command(port, 'POST', '/session', { capabilities: { alwaysMatch: capabilities } });
    } catch (error) {
      if (tries === 40 || !isNotYetThere(error)) throw error;
      await pause(250);
    }
  }
};

const keyActions = (actions) => [{ type: 'key', id: 'keys', actions }];
const mouseActions = (actions) => [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }];
const moveTo = ({ x, y }, duration) => ({ type: 'pointerMove', duration, x: Math.round(x), y: Math.round(y) });

/**
 * Starts a browser of an engine. Every host but this machine is asked through the proxy: that is how pages come by plain http from a
 * host that has a name. The caller has to end it.
 */
export const startBrowser = async ({ browser, driver: program, environment, capabilities }, proxy) => {
  const port = await freePort();
  const driver = spawn(program, [`--port=${port}`], { env: { ...process.env, ...environment }, stdio: 'ignore' });
  // However this program ends, the driver and with it the browser end, too.
  process.once('exit', () => driver.kill());
  let session;
  try {
    session = await startSession(port, { ...capabilities(browser), proxy: { proxyType: 'manual', httpProxy: proxy } });
  } catch (error) {
    driver.kill();
    throw error;
  }

  const ask = (method, path, body) => command(port, method, `/session/${session.sessionId}${path}`, body);
  const act = (actions) => ask('POST', '/actions', { actions });
  /** Runs the body of a function in the page. */
  const run = (script, ...args) => ask('POST', '/execute/sync', { script, args });
  const find = async (selector) => (await ask('POST', '/element', { using: 'css selector', value: selector }))[ELEMENT];

  return {
    version: session.capabilities.browserVersion,
    run,
    /** Runs the body of an asynchronous function in the page. */
    runAsync: async (script, ...args) => {
      const told = await ask('POST', '/execute/async', {
        script: `const done = arguments[arguments.length - 1];
          (async () => { ${script} })().then((value) => done({ value }), (error) => done({ error: String(error) }));`,
        args,
      });
      if (told.error !== undefined) throw new Error(told.error);
      return told.value;
    },
    goTo: (url) => ask('POST', '/url', { url }),
    reload: () => ask('POST', '/refresh', {}),
    click: async (selector) => ask('POST', `/element/${await find(selector)}/click`, {}),
    /** Types into a field, or gives a file's path to a file field. */
    type: async (selector, text) => ask('POST', `/element/${await find(selector)}/value`, { text }),
    /** Presses keys one after another. */
    press: (...keys) =>
      act(
        keyActions(
          keys.flatMap((value) => [
            { type: 'keyDown', value },
            { type: 'keyUp', value },
          ]),
        ),
      ),
    /** Presses keys together. */
    chord: (...keys) =>
      act(keyActions([...keys.map((value) => ({ type: 'keyDown', value })), ...keys.toReversed().map((value) => ({ type: 'keyUp', value }))])),
    /** Takes hold with the mouse, and moves; `letGo` ends it. */
    hold: (from, to, steps = 6) =>
      act(
        mouseActions([
          moveTo(from, 0),
          { type: 'pointerDown', button: 0 },
          ...Array.from({ length: steps }, (_, i) => {
            const share = (i + 1) / steps;
            return moveTo({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }, 40);
          }),
        ]),
      ),
    letGo: () => act(mouseActions([{ type: 'pointerUp', button: 0 }])),
    /** Sets the size of the page within the window. */
    resize: async (width, height) => {
      await ask('POST', '/window/rect', { x: 0, y: 0, width, height });
      const [w, h] = await run('return [innerWidth, innerHeight]');
      if (w !== width || h !== height) await ask('POST', '/window/rect', { x: 0, y: 0, width: 2 * width - w, height: 2 * height - h });
    },
    /** Waits until a script gives something, and returns it. */
    until: async (script, ...args) => {
      for (const end = Date.now() + LONGEST / 2; ;) {
        const got = await run(script, ...args).catch((error) => {
          if (isGone(error.message)) throw error;
        });
        if (got) return got;
        if (Date.now() > end) throw new Error(`never came true: ${script.slice(0, 200)}`);
        await pause(60);
      }
    },
    picture: async () => Buffer.from(await ask('GET', '/screenshot'), 'base64'),
    end: async () => {
      await ask('DELETE', '').catch(() => {});
      driver.kill();
    },
  };
};

/**
 * What comes out of a layer: the built-in weights with their recorded inputs after each change, a drag of the range beside it, and a large
 * made layer, during which pictures must not wait.
 */
import { freshPage } from '../support/browser.js';
import { median, quantile } from '../support/stats.js';
import { digits, table } from '../support/table.js';
import { pull } from './hand.js';
import { quiet, upperHandle } from './open.js';

const PAIRS = ['l0-intermediate', 'l0-output', 'l3-intermediate', 'l3-output', 'l5-intermediate', 'l5-output'];
const PRESSES = 8;
const SECONDS = 3;
/** Milliseconds of the targets: a built-in layer after each change, and 4096 x 4096 with 512 inputs. */
const EACH = 20;
const LARGE = 2000;

/** Runs in the page: notes each request to a worker, when it was sent and answered, and whether the answer was a step. */
const install = () => {
  globalThis.asked = [];
  globalThis.Worker = class extends Worker {
    #open = [];

    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (data?.kind === 'progress') return;
        const request = this.#open.shift();
        if (request?.question) Object.assign(request, { answered: performance.now(), isStep: typeof data.answer?.share === 'number' });
      });
    }

    postMessage(message, ...rest) {
      const request = { question: message?.question, sent: performance.now() };
      this.#open.push(request);
      if (request.question) globalThis.asked.push(request);
      super.postMessage(message, ...rest);
    }
  };
};

const open = async ({ browser, address }, link) => {
  const page = await freshPage(browser);
  await page.addInitScript(install);
  // Nothing is studied ahead: the worker has no other work.
  await page.addInitScript(() => Object.assign(globalThis, { requestIdleCallback: () => 0 }));
  await page.goto(`${address}/site/#v=1&${new URLSearchParams(link)}`);
  return { page, cdp: await page.context().newCDPSession(page) };
};

/** Waits for the whole of an answer to `outputs` that was asked after `since`, and returns all requests since then. */
const outputsAfter = async (page, since) => {
  await page.waitForFunction(
    (from) => globalThis.asked.some(({ question, sent, answered, isStep }) => question === 'outputs' && sent > from && answered && !isStep),
    since,
    { timeout: 120_000, polling: 50 },
  );
  return page.evaluate((from) => globalThis.asked.filter(({ sent }) => sent > from), since);
};

const now = (page) => page.evaluate(() => performance.now());

/**
 * From the first request for outputs to their answer, how much of that the worker was at work for them, and what that would be were all
 * steps like the quickest tenth: other programs take turns with the worker, and a step is short enough to come through between two turns.
 */
const costOf = (requests) => {
  const steps = requests.filter(({ question, answered }) => question === 'outputs' && answered);
  const last = steps.find(({ isStep }) => !isStep);
  const own = steps.filter(({ sent }) => sent <= last.sent);
  const work = own.map(({ sent, answered }) => answered - sent);
  return { all: last.answered - own[0].sent, work: work.reduce((sum, ms) => sum + ms, 0), alone: work.length * quantile(work, 0.1) };
};

/** The built-in layers, the range of the whole weight changed by key. */
const pair = async (context, name) => {
  const { page } = await open(context, { data: `minilm-${name}-weight`, scheme: 'symmetric', signed: true, bits: 4, layout: 'lab' });
  const first = costOf(await outputsAfter(page, 0));
  await quiet(page);
  await upperHandle(page).focus();
  const costs = [];
  for (let i = 0; i < PRESSES; i += 1) {
    const since = await now(page);
    await page.keyboard.press('ArrowLeft');
    costs.push(costOf(await outputsAfter(page, since)));
    await page.waitForTimeout(150);
  }
  await page.context().close();
  return { first, each: costs.map(({ all }) => all) };
};

/** A drag of the range of one layer: outputs that were answered, what each cost, and pictures, with inputs and without. */
const drag = async (context, inputs) => {
  const link = {
    data: 'minilm-l3-output-weight',
    scheme: 'symmetric',
    signed: true,
    bits: 4,
    range: 'clip',
    lo: -0.5,
    hi: 0.5,
    layout: 'lab',
    inputs,
  };
  const { page, cdp } = await open(context, link);
  await page.waitForLoadState('networkidle');
  await quiet(page);
  await pull(cdp, await upperHandle(page).boundingBox(), 1);
  const since = await now(page);
  await pull(cdp, await upperHandle(page).boundingBox(), SECONDS);
  const requests = await page.evaluate((from) => globalThis.asked.filter(({ sent, answered }) => sent > from && answered), since);
  await page.context().close();
  const of = (question) => requests.filter((request) => request.question === question).map(({ sent, answered }) => answered - sent);
  return { studies: of('study').length / SECONDS, outputs: of('outputs') };
};

/** The large layer: its first outputs, those after a change, and the longest that a study waited meanwhile. */
const large = async (context) => {
  const link = { data: 'normal', rows: 4096, cols: 4096, scheme: 'symmetric', signed: true, bits: 4, inputs: 'made', tokens: 512 };
  const { page } = await open(context, link);
  const first = costOf(await outputsAfter(page, 0));
  await quiet(page);
  const bits = page.getByRole('group', { name: 'Bits' });
  const since = await now(page);
  await bits.locator('input:checked').focus();
  await page.keyboard.press('ArrowRight');
  const change = costOf(await outputsAfter(page, since));
  // Other bits while outputs are multiplied.
  await quiet(page);
  const before = await now(page);
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((from) => globalThis.asked.filter(({ question, sent }) => question === 'outputs' && sent > from).length > 10, before, {
    polling: 20,
  });
  const pressed = await now(page);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  const after = await outputsAfter(page, pressed);
  await page.context().close();
  const study = after.find(({ question, answered }) => question === 'study' && answered);
  return { first, change, waited: study.sent - pressed, study: study.answered - study.sent };
};

export const outputs = async (context) => {
  const { say, targets } = context;
  const rows = [];
  for (const name of PAIRS) {
    say(name);
    const { first, each } = await pair(context, name);
    const p95 = quantile(each, 0.95);
    const judged = targets.judge(
      `outputs of ${name}, from the request to the answer, median`,
      `${digits(median(each))} ms`,
      `<= ${EACH} ms`,
      median(each) <= EACH,
    );
    rows.push([name, digits(first.all), digits(Math.min(...each)), digits(median(each)), digits(p95), judged]);
  }
  const each = table(['ms from the request to the answer', 'first', 'after a change, least', 'p50', 'p95', 'target'], rows);
  say('drag');
  const [plain, with_] = [await drag(context, 'none'), await drag(context, 'recorded')];
  const dragged = table(
    ['a drag of the range, l3-output, 3 s', 'studies a second', 'outputs a second', 'ms each, p50', 'p95'],
    [
      ['without inputs', digits(plain.studies), '', '', ''],
      [
        'with inputs',
        digits(with_.studies),
        digits(with_.outputs.length / SECONDS),
        digits(median(with_.outputs)),
        digits(quantile(with_.outputs, 0.95)),
      ],
    ],
  );
  say('4096 x 4096 with 512 inputs');
  const found = await large(context);
  const judged = (name, ms) => targets.judge(`outputs of 4096 x 4096, 512 inputs, ${name}`, `${digits(ms)} ms`, `<= ${LARGE} ms`, ms <= LARGE);
  const big = table(
    ['4096 x 4096, 512 inputs, ms', 'from the request to the answer', 'of that the worker’s work', 'steps x the quickest tenth', 'target'],
    [
      [
        'first: exact outputs and errors',
        digits(found.first.all),
        digits(found.first.work),
        digits(found.first.alone),
        judged('first', found.first.all),
      ],
      [
        'after a change: errors',
        digits(found.change.all),
        digits(found.change.work),
        digits(found.change.alone),
        judged('after a change', found.change.all),
      ],
      ['a press of bits meanwhile, until its study is asked for', digits(found.waited), '', '', ''],
      ['that study, until it is answered', digits(found.study), '', '', ''],
    ],
  );
  return [each, dragged, big].join('\n\n');
};

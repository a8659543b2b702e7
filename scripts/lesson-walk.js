/**
 * Walks through a lesson to its end in one language, in node, with the page's own modules and engine: checks the text of each
 * step before and after the answer. `walker` returns the walk, which resolves with the errors, one sentence each, and for each choice whether the
 * longest text is the right one.
 */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';

const PLACES = /\{([^{}]*)\}/g;

/** Facts that the readout shows too, by its rows' terms. */
const ROWS = {
  scale: 'scale',
  zero_point: 'zero',
  sqnr: 'sqnr',
  mse: 'mse',
  mae: 'mae',
  worst: 'worst',
  zeroed: 'zeroed',
  clipped: 'clipped',
  cosine: 'cosine',
  relative: 'relative',
};

/** Strings that no sentence may contain: missing numbers, and placeholders that were not filled in. */
const INCOMPLETE = /…|[{}[\]]|undefined|NaN|null/;

const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

const textOf = (html) => html.replaceAll(/<[^>]*>/g, '').replaceAll(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity);

/** The elements of `html` with a class, each from its tag to its end. */
const elementsOf = (html, name) =>
  [...html.matchAll(new RegExp(`<(\\w+)[^>]* class="(?:[^"]* )?${name}(?: [^"]*)?"[^>]*>`, 'g'))].map(({ index, 1: tag }) => {
    let depth = 0;
    for (const { 0: found, index: at } of html.slice(index).matchAll(new RegExp(`<${tag}[\\s>]|</${tag}>`, 'g'))) {
      depth += found.startsWith('</') ? -1 : 1;
      if (depth === 0) return html.slice(index, index + at + found.length);
    }
    return html.slice(index);
  });

const classText = (html, name) => elementsOf(html, name).map(textOf).join('');

/** The values of a sentence's facts in `text`, by their names; nothing where `text` is another sentence. */
const factsIn = (sentence, text) => {
  const plain = sentence.replaceAll(/<\/?\w+>/g, '').replaceAll('\n', '');
  const names = [...plain.matchAll(PLACES)].map(([, name]) => name);
  const escaped = plain.split(/\{[^{}]*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const found = new RegExp(`^${escaped.join('(.+?)')}$`, 's').exec(text);
  return found && names.map((name, i) => [name, found[i + 1]]);
};

export const walker = async (load) => {
  const [
    { LessonPanel },
    { Readout },
    facts,
    judging,
    { lastTry, forgetAnswers },
    lessons,
    { followFacts, settled },
    { submit },
    { change, state },
    { t, language: spoken },
  ] = await Promise.all(
    [
      '/src/panels/lesson/panel.tsx',
      '/src/panels/readout/readout.tsx',
      '/src/lessons/facts.ts',
      '/src/lessons/judging.ts',
      '/src/lessons/lesson-log.ts',
      '/src/state/lesson.ts',
      '/src/state/lesson-facts.ts',
      '/src/state/lesson-check.ts',
      '/src/state/store.ts',
      '/src/i18n/index.ts',
    ].map(load),
  );
  followFacts();
  const { amount, factAt } = facts;
  const { areReached, judge } = judging;

  const panel = () => renderToString(h(LessonPanel, {}));

  /** The words in one language, or the fallback. */
  const inLanguage = (words, language) => words?.[language] ?? words?.en ?? Object.values(words ?? {})[0];

  /** The readout's rows: the last cell of each, of the whole tensor. */
  const readout = () =>
    Object.fromEntries(
      [...renderToString(h(Readout, {})).matchAll(/<tr data-term="(\w+)">(.*?)<\/tr>/gs)].map(([, term, cells]) => [
        term,
        textOf([...cells.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].at(-1)?.[1] ?? ''),
      ]),
    );

  return async (lesson, language) => {
    const faults = [];
    const longest = [];
    let checks = 0;
    let at = 0;
    const expect = (holds, what) => {
      checks += 1;
      if (!holds) faults.push(`step ${at + 1}, ${language}: ${what}`);
    };

    /** Waits for the facts of the chosen settings. */
    const arrive = async () => {
      const found = await settled();
      expect('known' in found, `its numbers do not come: ${JSON.stringify(found)}.`);
      return found.known;
    };

    /** The words contain numbers, the same as in the readout where it has them. */
    const expectNumbers = (step) => {
      const template = inLanguage(step.words, language);
      const text = elementsOf(panel(), 'lesson-words')
        .flatMap((html) => [...html.matchAll(/<p>(.*?)<\/p>/gs)])
        .map(([, paragraph]) => textOf(paragraph))
        .join('');
      const found = factsIn(template, text);
      expect(found, `words: '${text}' is not '${template}'.`);
      const rows = readout();
      for (const [name, number] of found ?? []) {
        expect(/[\d∞]/.test(number), `words: {${name}} has no number, it says '${number}'.`);
        const row = rows[ROWS[name]];
        if (row !== undefined) expect(number === row, `words: {${name}} is ${number}, and ${row} in the readout.`);
      }
    };

    /** Every fact in `words` has a number. */
    const expectFacts = (kind, words, known) => {
      for (const sentence of words.flatMap((of) => Object.values(of ?? {}))) {
        for (const [place, name] of sentence.matchAll(PLACES))
          expect(Number.isFinite(factAt(name, known)?.value), `${kind}: ${place} has no number in what is shown.`);
      }
    };

    /** All text of the step is complete. */
    const expectComplete = (what) => {
      const text = textOf(panel());
      expect(!INCOMPLETE.test(text), `${what}: a sentence is not complete: '${text}'.`);
    };

    const verdict = () => elementsOf(panel(), 'question-verdict').join('');

    /** The words after the answer have all their numbers. */
    const expectAfter = ({ after }) => {
      if (!after) return;
      const text = [...verdict().matchAll(/<p>(.*?)<\/p>/gs)].map(([, paragraph]) => textOf(paragraph)).at(-1) ?? '';
      const found = factsIn(inLanguage(after, language), text);
      expect(found, `after: '${text}' is not '${inLanguage(after, language)}'.`);
      for (const [name, number] of found ?? []) expect(/[\d∞]/.test(number), `after: {${name}} has no number, it says '${number}'.`);
    };

    /** Other settings, other data and other selected values change no verdict and no record. */
    const expectFrozen = async () => {
      const [words, record] = [verdict(), JSON.stringify(lastTry(lesson.id, at))];
      const { settings, view } = state.peek();
      change({ settings: { bits: settings.bits === 8 ? 4 : 8, scheme: 'asymmetric' }, view: { selected: view.selected === 0 ? 1 : 0 } });
      await settled();
      expect(verdict() === words, `the verdict changes with the settings: '${textOf(words)}', then '${textOf(verdict())}'.`);
      expect(JSON.stringify(lastTry(lesson.id, at)) === record, 'the record changes with the settings.');
      expectComplete('after playing');
    };

    /** A check submits nothing if other settings are chosen before it ends or if the settings are rejected, not even after they are corrected. */
    const expectNothingSubmitted = async (answer) => {
      const { settings } = state.peek();
      change({ settings: { bits: settings.bits + 1 } });
      const overtaken = submit(answer);
      change({ settings: { bits: settings.bits + 2 } });
      expect((await overtaken)?.kind === 'changed', 'task: a check that other settings overtook is judged.');
      change({ settings: { scheme: 'symmetric', bits: 40 } });
      expect((await submit(answer))?.kind === 'rejected', 'task: rejected settings are judged.');
      lessons.showAgain();
      await arrive();
      expect(lastTry(lesson.id, at) === undefined, 'task: a check that submits nothing is kept.');
    };

    /** Submits an answer; a second check before the first has ended does nothing. */
    const submitOnce = async (answer) => {
      const [found] = await Promise.all([submit(answer), submit(answer)]);
      expect(found === undefined, `${answer.kind}: an answer is not judged.`);
      expect(lastTry(lesson.id, at)?.number === 1, `${answer.kind}: two checks at once are not one try.`);
    };

    /** A first try that is wrong shows nothing of what the reveal shows; the second is the last. Returns the facts that judge. */
    const twoTries = async (first, second) => {
      const before = JSON.stringify(lessons.stepState.peek());
      await submitOnce(first);
      const isRight = lastTry(lesson.id, at)?.verdict.right === true;
      expect(lastTry(lesson.id, at)?.final === isRight, `${first.kind}: a wrong first try is the last.`);
      if (!isRight) {
        expect(JSON.stringify(lessons.stepState.peek()) === before, `${first.kind}: a wrong first try is followed by the reveal.`);
        expectComplete('after the first try');
        expect((await submit(first))?.kind === 'sameAgain', `${first.kind}: the same answer again is a try.`);
        expect((await submit(second)) === undefined, `${first.kind}: a second try is not judged.`);
      }
      expect(lastTry(lesson.id, at)?.final, `${first.kind}: there is a third try.`);
      return arrive();
    };

    const predict = async (question) => {
      const asked = await arrive();
      expectFacts('ask', [question.ask], asked);
      const say = (value) => ({ kind: 'predict', question, text: `${value}`, value });
      const then = await twoTries(say(987), say(1));
      const is = factAt(question.fact, then);
      expect(is && Number.isFinite(is.value), `predict: ${question.fact} has no number.`);
      expectFacts('after', [question.after], then);
      expect(classText(panel(), 'question-verdict').includes('1'), 'predict: the verdict does not say what was predicted.');
      expect(/<input[^>]* readonly/i.test(panel()), 'predict: the answer can be changed after it is checked.');
      if (!is) return;
      const judged = (value) => judge({ kind: 'predict', question, text: `${value}`, value }, asked, then, 1, '')?.verdict;
      expect(judged(amount(is))?.comparison === 'exact', 'predict: the right number is not exactly right.');
      const far = 2 * Math.abs(amount(is)) + question.within + 1;
      for (const value of [far, -far]) expect(judged(value)?.right === false, `predict: ${value} is right, as well as ${amount(is)}.`);
      const { from, to, within } = question;
      if (from === undefined || to === undefined) return;
      const [answer, width] = [amount(is), to - from];
      expect(answer >= from && answer <= to, `predict: ${answer} is not on the slider.`);
      expect(2 * within <= 0.12 * width, 'predict: an eighth of the slider or more is right; let `within` be less.');
      // A student's own data have any answer.
      expect(
        question.own_data || Math.abs(answer - (from + to) / 2) > Math.max(within, 0.05 * width),
        `predict: ${answer} is near the middle of the slider; let it begin or end elsewhere.`,
      );
    };

    const choose = async (question) => {
      const asked = await arrive();
      expectFacts('ask', [question.ask, ...question.choices.flatMap(({ words, why }) => [words, why])], asked);
      const say = (choice) => ({ kind: 'choose', question, choice });
      const then = await twoTries(say(0), say(1));
      expectFacts('after', [question.after], then);
      const right = question.choices.filter(({ holds }) => areReached(holds, then)).length;
      expect(right === 1, `choose: ${right} choices are right.`);
      const verdicts = question.choices.map((_, choice) => judge({ kind: 'choose', question, choice }, asked, then, 1, '')?.verdict.right);
      expect(verdicts.filter(Boolean).length === 1, 'choose: not one choice alone is judged right.');
      const lengths = question.choices.map(({ words }) => inLanguage(words, language).length);
      longest.push(verdicts[lengths.indexOf(Math.max(...lengths))] === true);
      for (const [choice, { why }] of question.choices.entries()) {
        const isMissing = !why && verdicts[choice] === false;
        expect(!isMissing, `choice ${choice + 1} has no why: say in one or two sentences what is wrong about the belief behind it.`);
      }
      const last = lastTry(lesson.id, at);
      expect(last !== undefined && last.verdict.right === verdicts[last.number - 1], 'choose: the record does not say whether the choice was right.');
    };

    const task = async (question) => {
      const asked = await arrive();
      expectFacts('ask', [question.ask, question.hint], asked);
      expect(areReached(question.goal, asked) === false, 'task: its goal is reached before anything is done.');
      await expectNothingSubmitted({ kind: 'task', question });
      await submitOnce({ kind: 'task', question });
      expect(classText(panel(), 'question-verdict').includes(t('lessons.unsolved', { number: 1 })), 'task: it does not fail as it begins.');
      expect((await submit({ kind: 'task', question }))?.kind === 'sameAgain', 'task: a second check of the same settings is a try.');
      lessons.reveal(question.solution);
      const solved = await arrive();
      expect(areReached(question.goal, solved), 'task: its solution does not reach the goal.');
      expect((await submit({ kind: 'task', question })) === undefined, 'task: its solution is not judged.');
      expectFacts('after', [question.after], solved);
      expect(/data-right="true"/.test(verdict()), 'task: its solution is not judged right.');
      expect(lastTry(lesson.id, at)?.number === 2, 'task: the solution is not the second try.');
    };

    change({ view: { language } });
    forgetAnswers(lesson.id);
    lessons.begin(lesson);
    for (const [i, step] of lesson.steps.entries()) {
      at = i;
      lessons.goTo(at);
      const known = await arrive();
      if (!known) continue;
      expect(spoken.peek() === language, 'the page speaks another language.');
      const html = panel();
      expect(textOf(html).startsWith(inLanguage(lesson.title, language)), 'the title is another.');
      expect(
        classText(html, 'lesson-step').startsWith(t('lessons.step', { step: at + 1, steps: lesson.steps.length })),
        'the number of the step is another.',
      );
      expectFacts('words', [step.title, step.words], known);
      expectNumbers(step);
      expectComplete('before the answer');
      const question = step.predict ?? step.choose ?? step.task;
      if (!question) continue;
      if (step.predict) await predict(step.predict);
      if (step.choose) await choose(step.choose);
      if (step.task) await task(step.task);
      expectAfter(question);
      expectComplete('after the answer');
      await expectFrozen();
    }
    expect(classText(panel(), 'lesson-end').includes(t('lessons.done')), 'the lesson does not end.');
    return { faults, longest, checks };
  };
};

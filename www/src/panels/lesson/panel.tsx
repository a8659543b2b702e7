/**
 * The panel of a lesson: the step's words with live numbers, its question, and the buttons to the other steps.
 */
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n';
import { hasQuestion } from '../../lessons/judging';
import { filled, live, localized } from '../../lessons/words';
import { asksNumber, goTo, hasLeftStep, leave, lesson, showAgain, step, stepIndex } from '../../state/lesson';
import type { Step as LessonStep } from '../../lessons/schema';
import { isCompact, layout } from '../../state/layout';
import { followFacts, known } from '../../state/lesson-facts';
import { isHidden } from '../../state/parts';
import { rich } from '../../ui/rich';
import { look as show, type Place } from '../stage/place';
import { LESSON } from '../stage/skip';
import './lesson.css';
import { LessonEnd } from './end';
import { NumberForm } from './number-form';
import { StepOpener } from './opener';
import { Question } from './question';
import { TAGS } from './tags';

/** The words of a step: each line is a paragraph. */
const Sentences = ({ text }: { text: string }) => (
  <>
    {text.split('\n').map((paragraph, i) => (
      <p key={i}>{rich(paragraph, TAGS)}</p>
    ))}
  </>
);

/** A part of the page that a step can point at. */
type PartPlace = NonNullable<LessonStep['look']>;

/** Windows where the lesson stands beside the charts. */
const WIDE = '(min-width: 1000px)';

/** Low ones, where the page scrolls from the words of a step down to what they point at. */
const LOW = '(max-height: 499px)';

/** Where else than in the lab a part of the page is found: as a view of the strip, or as a part of another name. */
const PLACES: Partial<Record<string, { place?: Place; part: string }>> = {
  series: { place: 'in-order', part: 'series' },
  bench: { place: 'clipping', part: 'bench' },
  map: { place: 'matrices', part: 'map' },
  histogram: { place: 'line', part: 'number-line' },
  'number-line': { place: 'line', part: 'number-line' },
  arithmetic: { place: 'value', part: 'arithmetic' },
  readout: { place: 'value', part: 'readout' },
};

/**
 * Frames the part of the page that the step points at, by `data-look`, and scrolls it into view, in low windows the words. Again when the step's picture is
 * there, because parts that it shows or hides move the others.
 */
const usePointer = (look: string | undefined, isThere: boolean): void => {
  const isLab = layout.value === 'lab';
  const known = look === undefined || isLab ? undefined : PLACES[look];
  const part = known?.part ?? look;
  useEffect(() => {
    // Where there is room the picture and the selected value are there anyway.
    const isAnyway = known?.place === 'line' || known?.place === 'value';
    if (known?.place && (isCompact.peek() || !isAnyway)) show(known.place);
  }, [look, isLab]);
  useEffect(() => {
    const root = document.documentElement;
    if (part === undefined) delete root.dataset['look'];
    else root.dataset['look'] = part;
    const isWide = matchMedia(WIDE).matches;
    const first = matchMedia(LOW).matches && !isWide ? 'lesson' : part;
    document.querySelector(`[data-part="${first}"]`)?.scrollIntoView({ block: isWide ? 'nearest' : 'start' });
    return () => {
      delete root.dataset['look'];
    };
  }, [part, isThere]);
};

/** Moves the focus to a part of the page, or to the first element in it that takes it, and shows it. */
const goToPart = (look: PartPlace): void => {
  const known = layout.peek() === 'lab' ? undefined : PLACES[look];
  if (known?.place) show(known.place);
  // A view that is chosen by this has to be rendered first.
  requestAnimationFrame(() => {
    const part = document.querySelector<HTMLElement>(`[data-part="${known?.part ?? look}"]`);
    if (!part) return;
    const inside = [...part.querySelectorAll<HTMLElement>('[tabindex="0"], button:enabled, input:enabled, select:enabled')];
    const to = part.tabIndex === 0 ? part : inside.find((element) => element.getClientRects().length > 0);
    if (!to) part.tabIndex = -1;
    (to ?? part).focus({ preventScroll: true });
    part.scrollIntoView({ block: 'nearest' });
  });
};

/** Names the part that a step points at, and leads there. */
const LookAt = ({ look }: { look: PartPlace }) => (
  <p class="lesson-look">
    <button type="button" class="link" onClick={() => goToPart(look)}>
      {t('lessons.point', { part: t(`lessons.parts.${look}`) })}
    </button>
  </p>
);

/** The lesson and step shown last: a step in another workspace renders the lesson anew. */
const headed = signal<string | undefined>(undefined);

const Step = () => {
  const now = step.value;
  const of = lesson.value;
  const head = useRef<HTMLHeadingElement>(null);
  const at = stepIndex.value;
  // The focus goes to the head of each new step, for keyboards and screen readers. Where a lesson opens it stays.
  useEffect(() => {
    const key = of && `${of.id} ${at}`;
    if (headed.peek() !== undefined && key !== undefined && key !== headed.peek()) head.current?.focus({ preventScroll: true });
    headed.value = key;
  }, [at, of?.id]);
  useEffect(
    () => () => {
      if (!lesson.peek()) headed.value = undefined;
    },
    [],
  );
  usePointer(now?.look, known.value !== undefined);
  if (!of || !now) return null;
  return (
    <>
      <h3 class="lesson-step" id={LESSON} tabIndex={-1} ref={head}>
        <span class="hint">{t('lessons.step', { step: at + 1, steps: of.steps.length })}</span>
        {now.title && <span>{filled(now.title, live(known.value))}</span>}
      </h3>
      <div class="lesson-words">
        <Sentences text={filled(now.words, live(known.value))} />
        {now.look && !isHidden(now.look) && <LookAt look={now.look} />}
      </div>
      <StepOpener step={now} />
      <Question key={`${of.id} ${at}`} step={now} id={of.id} stepIndex={at} />
    </>
  );
};

const Moved = () =>
  hasLeftStep.value ? (
    <p class="hint lesson-moved">
      {t('lessons.moved')}{' '}
      <button type="button" onClick={showAgain}>
        {t('lessons.showAgain')}
      </button>
    </p>
  ) : null;

/** Whether the words have all the room they need, in the layout for projectors. */
const unfolded = signal(false);

/** Stays where it is, however long the words are. */
const Ways = () => {
  const at = stepIndex.value;
  const last = (lesson.value?.steps.length ?? 1) - 1;
  const now = step.value;
  return (
    <nav class="lesson-ways" aria-label={t('lessons.panel')}>
      <button type="button" disabled={at === 0} onClick={() => goTo(at - 1)}>
        {t('lessons.back')}
      </button>
      <button
        type="button"
        class="lesson-unfold"
        aria-expanded={unfolded.value}
        onClick={() => {
          unfolded.value = !unfolded.value;
        }}
      >
        {t(now && hasQuestion(now) ? 'lessons.wordsQuestion' : 'lessons.words')}
      </button>
      <progress max={last + 1} value={at + 1} aria-label={t('lessons.step', { step: at + 1, steps: last + 1 })} />
      {at < last && (
        <button type="button" class="primary" onClick={() => goTo(at + 1)}>
          {t('lessons.next')}
        </button>
      )}
    </nav>
  );
};

export const LessonPanel = () => {
  const of = lesson.value;
  const body = useRef<HTMLDivElement>(null);
  const at = stepIndex.value;
  const isLast = at === (of?.steps.length ?? 1) - 1;
  useEffect(followFacts, []);
  // Each step begins with its first words.
  useEffect(() => {
    unfolded.value = false;
    body.current?.scrollTo(0, 0);
  }, [at]);
  if (!of) return null;
  return (
    <section class="lesson" aria-labelledby="lesson-title" data-part="lesson" data-in={layout.value} data-open={unfolded.value}>
      <header class="lesson-head">
        <h2 id="lesson-title">{localized(of.title)}</h2>
        <button type="button" class="step-button" aria-label={t('lessons.leave')} title={t('lessons.leave')} onClick={leave}>
          ×
        </button>
      </header>
      <div class="lesson-body" ref={body} tabIndex={-1}>
        {asksNumber.value ? (
          <NumberForm />
        ) : (
          <>
            <Step />
            <Moved />
            {isLast && <LessonEnd />}
          </>
        )}
      </div>
      {!asksNumber.value && <Ways />}
    </section>
  );
};

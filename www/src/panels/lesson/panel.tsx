/**
 * The panel of a lesson: the step's words with live numbers, its question, and the buttons to the other steps.
 */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n';
import { filled, live, localized } from '../../lessons/words';
import { goTo, hasLeftStep, leave, lesson, showAgain, step, stepIndex } from '../../state/lesson';
import { followFacts, known } from '../../state/lesson-facts';
import { rich } from '../../ui/rich';
import './lesson.css';
import { LessonEnd } from './end';
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

/** Windows where the lesson stands beside the charts. */
const WIDE = '(min-width: 1000px)';

/**
 * Frames the part of the page that the step points at, by `data-look`, and scrolls it into view. Again when the step's picture is
 * there, because parts that it shows or hides move the others.
 */
const usePointer = (look: string | undefined, isThere: boolean): void =>
  useEffect(() => {
    const root = document.documentElement;
    if (look === undefined) delete root.dataset['look'];
    else root.dataset['look'] = look;
    document.querySelector(`[data-part="${look}"]`)?.scrollIntoView({ block: matchMedia(WIDE).matches ? 'nearest' : 'start' });
    return () => {
      delete root.dataset['look'];
    };
  }, [look, isThere]);

const Step = () => {
  const now = step.value;
  const of = lesson.value;
  const head = useRef<HTMLHeadingElement>(null);
  const at = stepIndex.value;
  const first = useRef(true);
  // The focus goes to the head of each new step, for keyboards and screen readers. On the first rendering it stays.
  useEffect(() => {
    if (!first.current) head.current?.focus({ preventScroll: true });
    first.current = false;
  }, [at, of?.id]);
  usePointer(now?.look, known.value !== undefined);
  if (!of || !now) return null;
  return (
    <>
      <h3 class="lesson-step" tabIndex={-1} ref={head}>
        <span class="hint">{t('lessons.step', { step: at + 1, steps: of.steps.length })}</span>
        {now.title && <span>{filled(now.title, live(known.value))}</span>}
      </h3>
      <div class="lesson-words">
        <Sentences text={filled(now.words, live(known.value))} />
        {now.look && <p class="hint lesson-look">{t('lessons.point', { part: t(`lessons.parts.${now.look}`) })}</p>}
      </div>
      <StepOpener step={now} />
      <Question key={`${of.id} ${at}`} step={now} id={of.id} stepIndex={at} />
    </>
  );
};

const Ways = () => {
  const at = stepIndex.value;
  const last = (lesson.value?.steps.length ?? 1) - 1;
  return (
    <>
      {hasLeftStep.value && (
        <p class="hint lesson-moved">
          {t('lessons.moved')}{' '}
          <button type="button" onClick={showAgain}>
            {t('lessons.showAgain')}
          </button>
        </p>
      )}
      <nav class="lesson-ways" aria-label={t('lessons.panel')}>
        <button type="button" disabled={at === 0} onClick={() => goTo(at - 1)}>
          {t('lessons.back')}
        </button>
        <progress max={last + 1} value={at + 1} aria-label={t('lessons.step', { step: at + 1, steps: last + 1 })} />
        {at < last && (
          <button type="button" class="primary" onClick={() => goTo(at + 1)}>
            {t('lessons.next')}
          </button>
        )}
      </nav>
      {at === last && <LessonEnd />}
    </>
  );
};

export const LessonPanel = () => {
  const of = lesson.value;
  useEffect(followFacts, []);
  if (!of) return null;
  return (
    <section class="lesson" aria-labelledby="lesson-title" data-part="lesson">
      <header class="lesson-head">
        <h2 id="lesson-title">{localized(of.title)}</h2>
        <button type="button" class="step-button" aria-label={t('lessons.leave')} title={t('lessons.leave')} onClick={leave}>
          ×
        </button>
      </header>
      <Step />
      <Ways />
    </section>
  );
};

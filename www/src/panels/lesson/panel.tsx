/**
 * The lesson beside the charts: the step's words with the live numbers in them, what to look at, its question, and the way on.
 */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n';
import { filled, live, spoken } from '../../lessons/words';
import { goTo, hasLeftStep, leave, lesson, place, showAgain, step } from '../../state/lesson';
import { known } from '../../state/lesson-facts';
import { rich } from '../../ui/rich';
import './lesson.css';
import { LessonEnd } from './end';
import { StepOpener } from './opener';
import { Question } from './question';
import { TAGS } from './tags';

/** The sentences of a step, a paragraph each. */
const Sentences = ({ text }: { text: string }) => (
  <>
    {text.split('\n').map((paragraph, i) => (
      <p key={i}>{rich(paragraph, TAGS)}</p>
    ))}
  </>
);

/** Where everything stands side by side. */
const WIDE = matchMedia('(min-width: 1000px)');

/**
 * The part of the page that the step points at is framed by the styles, and in sight; again when the step's picture is there,
 * for what that shows and hides moves the part.
 */
const usePointer = (look: string | undefined, isThere: boolean): void =>
  useEffect(() => {
    const root = document.documentElement;
    if (look === undefined) delete root.dataset['look'];
    else root.dataset['look'] = look;
    document.querySelector(`[data-part="${look}"]`)?.scrollIntoView({ block: WIDE.matches ? 'nearest' : 'start' });
    return () => {
      delete root.dataset['look'];
    };
  }, [look, isThere]);

const Step = () => {
  const now = step.value;
  const of = lesson.value;
  const head = useRef<HTMLHeadingElement>(null);
  const at = place.value;
  const first = useRef(true);
  // Who goes on by keyboard or by ear begins the step at its head; the page's start keeps the focus where it is.
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
      <Question key={`${of.id} ${at}`} step={now} id={of.id} place={at} />
    </>
  );
};

const Ways = () => {
  const at = place.value;
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
  if (!of) return null;
  return (
    <section class="lesson" aria-labelledby="lesson-title" data-part="lesson">
      <header class="lesson-head">
        <h2 id="lesson-title">{spoken(of.title)}</h2>
        <button type="button" class="step-button" aria-label={t('lessons.leave')} title={t('lessons.leave')} onClick={leave}>
          ×
        </button>
      </header>
      <Step />
      <Ways />
    </section>
  );
};

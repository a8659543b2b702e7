/**
 * The sentence above the pictures, what to try next, and what a screen reader is told while the network is trained.
 */
import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { whole } from '../../engine/numbers';
import { t } from '../../i18n';
import { fault, isPlaying, shown, type Shown } from '../../state/training/training';
import { rich } from '../../ui/rich';

/** Below this share of the test points the boundary is broken. */
const BROKEN = 0.95;
/** Milliseconds between two announcements. */
const PACE = 3000;

const isFloatTrained = ({ frame, settings }: Shown): boolean => frame.float_step >= settings.recipe.learning.steps;

const headline = (now: Shown): string => {
  const { frame, settings } = now;
  if (!isFloatTrained(now)) {
    const { steps } = settings.recipe.learning;
    return t('training.lead.float', { step: whole(frame.float_step), steps: whole(steps), float: frame.float.figure });
  }
  const values = { bits: settings.bits, float: frame.float.figure, after: frame.after?.figure ?? '', healed: frame.healed?.figure ?? '' };
  return frame.step === 0 ? t('training.lead.after', values) : t('training.lead.healed', values);
};

/** How well a network does next to the float one: its accuracy, or for a curve the share that its error has grown by. */
const isBroken = ({ frame }: Shown): boolean => {
  const { float, after } = frame;
  if (!after) return false;
  return after.accuracy === undefined ? after.loss > 2 * float.loss : after.accuracy < BROKEN * (float.accuracy ?? 1);
};

const advice = (now: Shown): string => {
  const { frame, settings } = now;
  if (!isFloatTrained(now)) return t('training.advice.float');
  const steps = { step: whole(frame.step), steps: whole(settings.healing.steps) };
  if (isPlaying.value || frame.step > 0) {
    if (settings.estimator === 'true') return t('training.advice.true', steps);
    return frame.step < settings.healing.steps ? t('training.advice.going', steps) : t('training.advice.done', steps);
  }
  return isBroken(now) ? t('training.advice.broken') : t('training.advice.whole');
};

/** A sentence on the newest numbers, at a pace that can be listened to. */
const useTold = () => {
  const told = useSignal('');
  const last = useRef(0);
  useSignalEffect(() => {
    const now = shown.value;
    if (!now || !isFloatTrained(now)) return undefined;
    const { frame, settings } = now;
    const timer = setTimeout(
      () => {
        last.current = performance.now();
        const figures = { after: frame.after?.figure ?? '', healed: frame.healed?.figure ?? '' };
        told.value =
          frame.step === 0
            ? t('training.told.after', { bits: settings.bits, ...figures })
            : t('training.told.step', { bits: settings.bits, step: whole(frame.step), ...figures });
      },
      Math.max(isPlaying.peek() ? 0 : 700, last.current + PACE - performance.now()),
    );
    return () => clearTimeout(timer);
  });
  return told;
};

export const Lead = () => {
  const told = useTold();
  const now = shown.value;
  const failed = useComputed(() => fault.value).value;
  return (
    <section class="lead" data-part="words" aria-label={t('status.inWords')}>
      <h1 class="hidden-words">{t('training.title')}</h1>
      <p class="lead-words">
        {now
          ? rich(headline(now), {
              float: (figure) => <b class="lead-original">{figure}</b>,
              rounded: (figure) => <b class="lead-dequantized">{figure}</b>,
            })
          : t('training.title')}
      </p>
      <div class="advice">{failed === undefined ? now && advice(now) : <span class="fault">{failed}</span>}</div>
      <p class="hidden-words" role="status" aria-label={t('access.changed')}>
        {told.value}
      </p>
    </section>
  );
};

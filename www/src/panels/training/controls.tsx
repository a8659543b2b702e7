/**
 * Bits of a weight, and what plays the training.
 */
import { useId } from 'preact/hooks';
import { whole } from '../../engine/numbers';
import { t } from '../../i18n';
import {
  choose,
  fault,
  isComputing,
  isPlaying,
  pause,
  play,
  reset,
  settings,
  shown,
  speed,
  stepOnce,
  type Speed,
} from '../../state/training/training';
import { Choice } from '../../ui/choice';
import { ExportWord } from './export';

const BITS = [2, 3, 4, 6, 8];
const SPEEDS: readonly Speed[] = ['slow', 'medium', 'fast'];

const Bits = () => {
  const name = useId();
  const bits = settings.value?.bits;
  return (
    <fieldset class="bits-buttons">
      <legend class="hidden-words">{t('training.bitsLabel')}</legend>
      {BITS.map((one) => (
        <label key={one} data-bits={one}>
          <input
            type="radio"
            name={name}
            aria-label={t('controls.bitCount', { count: one })}
            checked={one === bits}
            onChange={() => choose({ bits: one })}
          />
          <span aria-hidden="true">{one}</span>
        </label>
      ))}
    </fieldset>
  );
};

/** How far training has come. */
const Progress = () => {
  const now = shown.value;
  if (!now) return null;
  const { frame, settings: of } = now;
  const isFloat = frame.float_step < of.recipe.learning.steps;
  const [step, steps] = isFloat ? [frame.float_step, of.recipe.learning.steps] : [frame.step, of.healing.steps];
  return (
    <span class="training-progress">
      <progress value={Math.min(step, steps)} max={steps} aria-label={t(isFloat ? 'training.progressFloat' : 'training.progress')} />
      <span>{t('training.stepOf', { step: whole(step), steps: whole(steps) })}</span>
    </span>
  );
};

export const Controls = () => {
  const isTrained = shown.value !== undefined && shown.value.frame.after !== undefined;
  const step = shown.value?.frame.step ?? 0;
  const playing = isPlaying.value;
  return (
    <section class="training-controls" aria-label={t('controls.controls')}>
      <Bits />
      <span class="training-bits">{t('training.bitsWords')}</span>
      <button
        type="button"
        class="training-play"
        disabled={!isTrained && fault.value === undefined}
        aria-pressed={playing}
        onClick={() => (playing ? pause() : play())}
      >
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
          <path d={playing ? 'M5 3v10M11 3v10' : 'M4 2.5 13 8 4 13.5z'} />
        </svg>
        {playing ? t('training.pause') : t(step === 0 ? 'training.play' : 'training.goOn')}
      </button>
      <button type="button" disabled={!isTrained || playing || isComputing.value} onClick={stepOnce}>
        {t('training.oneStep')}
      </button>
      <button type="button" disabled={step === 0 && !playing} onClick={reset}>
        {t('training.reset')}
      </button>
      <Choice
        label={t('training.speedLabel')}
        value={speed.value}
        options={SPEEDS.map((one) => [one, t(`training.speed.${one}`)] as const)}
        onChange={(to) => {
          speed.value = to;
        }}
      />
      <Progress />
      <ExportWord />
    </section>
  );
};

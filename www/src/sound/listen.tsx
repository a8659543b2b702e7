/**
 * Listening to a chart: the button that turns it on, and the controls that play all points or go from point to point, each
 * with its sound and words. Knows no chart: points and words are given.
 */
import { useSignal, type Signal } from '@preact/signals';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import { t } from '../i18n';
import { PlayIcon, SoundIcon, StopIcon } from '../ui/icons';
import './listen.css';
import { alone, notesOf, type Note, type Point } from './notes';
import { hasSound, play, wake } from './player';

/** Whether listening is on, and the index of the point that sounds. */
export type ListeningState = { isOn: Signal<boolean>; at: Signal<number | undefined> };

export const useListening = (): ListeningState => ({ isOn: useSignal(false), at: useSignal<number | undefined>(undefined) });

/** The charts that can be listened to. */
type Heard = 'bench' | 'histogram';

/** Nothing where the browser has no sound. */
export const HearButton = ({ ear: { isOn, at }, chart }: { ear: ListeningState; chart: Heard }) =>
  hasSound() ? (
    <button
      type="button"
      class="hear"
      aria-pressed={isOn.value}
      title={t(`sound.how.${chart}`)}
      onClick={() => {
        isOn.value = !isOn.peek();
        at.value = undefined;
        if (isOn.peek()) wake();
      }}
    >
      <SoundIcon />
      <span class="hear-words">{t('sound.hear')}</span>
    </button>
  ) : null;

/** Plays notes and sets `at` to the index of the one that sounds; returns a function that stops. */
const playAlong = (notes: readonly Note[], at: Signal<number | undefined>, onEnd: () => void): (() => void) => {
  const silence = play(notes);
  const begun = performance.now();
  let asked = 0;
  const follow = (): void => {
    const now = (performance.now() - begun) / 1000;
    const sounding = notes.findLastIndex(({ start }) => start <= now);
    const last = notes.at(-1);
    at.value = Math.max(sounding, 0);
    if (last && now < last.start + last.length) asked = requestAnimationFrame(follow);
    else onEnd();
  };
  follow();
  return () => {
    cancelAnimationFrame(asked);
    silence();
  };
};

type LineProps = {
  ear: ListeningState;
  chart: Heard;
  points: readonly Point[];
  /** The words of a point, with its numbers. */
  wordsOf: (i: number) => string;
};

export const ListenLine = ({ ear: { at }, chart, points, wordsOf }: LineProps) => {
  const id = useId();
  const notes = useMemo(() => notesOf(points), [points]);
  const isPlaying = useSignal(false);
  const stop = useRef<() => void>(() => {});
  const end = (): void => {
    stop.current();
    stop.current = () => {};
    isPlaying.value = false;
  };
  // Other points have other notes.
  useEffect(() => end, [notes]);

  const start = (): void => {
    isPlaying.value = true;
    stop.current = playAlong(notes, at, end);
  };
  const sound = (i: number): void => {
    end();
    const note = notes[i];
    if (!note) return;
    at.value = i;
    stop.current = play([alone(note)]);
  };
  const now = at.value === undefined ? undefined : Math.min(at.value, points.length - 1);
  const words = now === undefined ? t(`sound.how.${chart}`) : wordsOf(now);
  const name = isPlaying.value ? t('sound.stop') : t('sound.play');
  return (
    <div class="listen">
      <button type="button" class="step-button" aria-label={name} title={name} onClick={isPlaying.value ? end : start}>
        {isPlaying.value ? <StopIcon /> : <PlayIcon />}
      </button>
      <input
        type="range"
        aria-label={t(`sound.trace.${chart}`)}
        aria-valuetext={now === undefined ? '' : words}
        aria-describedby={id}
        min={0}
        max={points.length - 1}
        value={now ?? 0}
        onInput={(event) => sound(event.currentTarget.valueAsNumber)}
        onKeyDown={(event) => {
          // Home and End sound the end even if the thumb is there already, which is no input event.
          const { min, max, valueAsNumber } = event.currentTarget;
          const edge = { Home: Number(min), End: Number(max) }[event.key];
          if (edge === valueAsNumber) sound(edge);
        }}
      />
      <p class="listen-words" title={words}>
        {words}
      </p>
      <p class="hidden-words" id={id}>
        {t(`sound.how.${chart}`)}
      </p>
    </div>
  );
};

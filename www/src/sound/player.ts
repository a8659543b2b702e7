/**
 * Plays notes by Web Audio, which is asked for only after a click or a key. Knows no chart.
 */
import type { Note, Timbre } from './notes';

/** Sine for originals, square for dequantized values, triangle for errors; the gains make them equally loud. */
const WAVES: Record<Timbre, { type: OscillatorType; gain: number }> = {
  original: { type: 'sine', gain: 0.3 },
  dequantized: { type: 'square', gain: 0.09 },
  error: { type: 'triangle', gain: 0.28 },
};

/** Marks a special point: above the two octaves of the notes. */
const TICK = { type: 'square', gain: 0.12, frequency: 1760, length: 0.025 } as const;

/** Seconds in which a note rises and fades; without them it would click. */
const EDGE = 0.005;

type Tone = { type: OscillatorType; gain: number; frequency: number; pan: number; from: number; length: number };

/** Schedules one tone; times in seconds on the clock of `audio`. */
const soundTone = (audio: AudioContext, to: AudioNode, { type, gain, frequency, pan, from, length }: Tone): void => {
  const wave = new OscillatorNode(audio, { type, frequency });
  const loudness = new GainNode(audio, { gain: 0 });
  wave.connect(loudness).connect(new StereoPannerNode(audio, { pan })).connect(to);
  loudness.gain.setValueAtTime(0, from);
  loudness.gain.linearRampToValueAtTime(gain, from + EDGE);
  loudness.gain.setValueAtTime(gain, from + length - EDGE);
  loudness.gain.linearRampToValueAtTime(0, from + length);
  wave.start(from);
  wave.stop(from + length);
};

/** Whether the browser has sound at all. */
export const hasSound = (): boolean => 'AudioContext' in globalThis;

/** Makes a player; it asks the browser for sound when it is first used. */
const createPlayer = () => {
  let context: AudioContext | undefined;
  const wake = (): AudioContext => {
    context ??= new AudioContext();
    // Rejected where sound is not allowed after all: the points are then shown without it.
    if (context.state === 'suspended') context.resume().catch(() => undefined);
    return context;
  };
  const play = (notes: readonly Note[]): (() => void) => {
    const audio = wake();
    const all = new GainNode(audio);
    all.connect(audio.destination);
    const now = audio.currentTime + 2 * EDGE;
    for (const { timbre, frequency, pan, start, length, tick } of notes) {
      soundTone(audio, all, { ...WAVES[timbre], frequency, pan, from: now + start, length });
      if (tick) soundTone(audio, all, { ...TICK, pan, from: now + start });
    }
    return () => all.disconnect();
  };
  return {
    /** Allows sound. Browsers grant it only within the handler of a click or a key. */
    wake,
    /** Plays notes now; returns a function that stops them. */
    play,
  };
};

export const { wake, play } = createPlayer();

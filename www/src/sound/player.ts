/**
 * Notes made audible by Web Audio. The browser is asked for sound only when a hand asks for it. Knows no chart.
 */
import type { Note, Timbre } from './notes';

/** Smooth for what was, stepped for what became of it, between them the error; as loud as each other. */
const WAVES: Record<Timbre, { type: OscillatorType; gain: number }> = {
  original: { type: 'sine', gain: 0.3 },
  dequantized: { type: 'square', gain: 0.09 },
  error: { type: 'triangle', gain: 0.28 },
};

/** A tick stands out of the two octaves of notes. */
const TICK = { type: 'square', gain: 0.12, frequency: 1760, length: 0.025 } as const;

/** Seconds in which a note rises and fades: without them it would crack. */
const EDGE = 0.005;

let context: AudioContext | undefined;

/** To be called by the hand's own event, or browsers stay mute. */
export const wake = (): AudioContext => {
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
  return context;
};

type Tone = { type: OscillatorType; gain: number; frequency: number; pan: number; from: number; length: number };

const sing = (audio: AudioContext, to: AudioNode, { type, gain, frequency, pan, from, length }: Tone): void => {
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

/** Plays notes now; returns what silences them. */
export const play = (notes: readonly Note[]): (() => void) => {
  const audio = wake();
  const all = new GainNode(audio);
  all.connect(audio.destination);
  const now = audio.currentTime + 2 * EDGE;
  for (const { timbre, frequency, pan, start, length, tick } of notes) {
    sing(audio, all, { ...WAVES[timbre], frequency, pan, from: now + start, length });
    if (tick) sing(audio, all, { ...TICK, pan, from: now + start });
  }
  return () => all.disconnect();
};

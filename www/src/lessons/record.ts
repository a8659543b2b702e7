/**
 * How submissions are written to the browser's storage and read back, those of earlier versions of the page too. Must not know the
 * storage.
 */
import type { Submission, Verdict } from './judging';

/** A step's record from earlier versions: the words of its last try. */
type Earlier = { kind: 'predict' | 'choose' | 'task'; said: string; is: string; right: boolean; tries: number; link: string };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isEarlier = (value: unknown): value is Earlier =>
  isObject(value) &&
  ['predict', 'choose', 'task'].includes(String(value['kind'])) &&
  typeof value['said'] === 'string' &&
  Number.isInteger(value['tries']);

/** A try of earlier versions does not say whether it was final: predictions and choices had one. */
type Kept = Omit<Submission, 'final'> & { final?: boolean };

const isSubmission = (value: unknown): value is Kept =>
  isObject(value) &&
  Number.isInteger(value['number']) &&
  isObject(value['verdict']) &&
  ['predict', 'choose', 'task', 'written'].includes(String(value['verdict']['kind'])) &&
  isObject(value['asked']) &&
  isObject(value['after']) &&
  typeof value['link'] === 'string' &&
  ['boolean', 'undefined'].includes(typeof value['final']);

/** Whether no further try was allowed where predictions and choices had one. */
const wasFinal = ({ right, ...verdict }: Verdict): boolean =>
  right || !(verdict.kind === 'task' || (verdict.kind === 'written' && verdict.of === 'task'));

/** The index of a choice that was written as its number, from 1; unreadable ones stand for the first. */
const placeOf = (number: string): number => (/^\d+$/.test(number) ? Number(number) - 1 : 0);

const ofEarlier = ({ kind, said, is, right, tries, link }: Earlier): Submission => {
  const verdict: Verdict = kind === 'choose' ? { kind, said: placeOf(said), is: placeOf(is), right } : { kind: 'written', of: kind, said, is, right };
  return { number: tries, final: wasFinal(verdict), verdict, asked: {}, after: {}, link };
};

/** The tries at a step's question, the first first. Unreadable ones are left out. */
export const triesOf = (kept: unknown): readonly Submission[] => {
  if (Array.isArray(kept)) return kept.filter(isSubmission).map((one) => ({ ...one, final: one.final ?? wasFinal(one.verdict) }));
  return isEarlier(kept) ? [ofEarlier(kept)] : [];
};

/** As JSON, with the numbers that JSON lacks (∞, no value) as text. */
export const toJson = (record: unknown): string =>
  JSON.stringify(record, (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value));

/** Reads what `toJson` wrote. */
export const fromJson = (text: string): unknown =>
  JSON.parse(text, (key, value: unknown) => (key === 'value' && typeof value === 'string' ? Number(value) : value));

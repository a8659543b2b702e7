/**
 * Which parts of the page the steps of a lesson need: those they point at, and the controls that solve their tasks. Must not know the
 * page's state.
 */
import { stateOf } from '../engine/core';
import type { Part, Settings } from '../engine/wasm';
import { changed, linkOf } from './links';
import type { Lesson } from './schema';

/** The part with the control of a setting; further ones stand beside the scheme. */
const CONTROL: Partial<Record<keyof Settings, Part>> = {
  bits: 'bits',
  granularity: 'granularity',
  group: 'granularity',
  range: 'range',
  percentile: 'range',
  clip_lo: 'range',
  clip_hi: 'range',
  convention: 'convention',
  rounding: 'convention',
};

/** The parts whose controls a task's solution moves. */
const movedBy = (link: string, solution: string): Set<Part> => {
  const [from, to] = [stateOf(link), stateOf(changed(link, solution))];
  const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
  const moved = (Object.keys(to.settings) as (keyof Settings)[]).filter((key) => differs(from.settings[key], to.settings[key]));
  const parts = new Set(moved.map((key): Part => CONTROL[key] ?? 'scheme'));
  if (differs(from.source, to.source)) parts.add('data');
  return parts;
};

/** A part that a step needs and that is not there for it. */
export type Missing = { step: number; part: Part; why: 'points' | 'control' };

/** What hidden and locked parts take from the steps of a lesson, numbered from 1; what its own steps hide and lock counts too. */
export const missingParts = (of: Lesson, hide: readonly Part[], lock: readonly Part[]): Missing[] =>
  of.steps.flatMap(({ look, predict, choose, task }, i): Missing[] => {
    const link = linkOf(of, i);
    const { hide: hidesItself, lock: locksItself } = stateOf(link).classroom;
    // What a question hides comes back with its answer.
    const asks = predict ?? choose;
    const hidden = new Set([...hide, ...(asks ? [] : hidesItself)]);
    const held = new Set([...hidden, ...hidesItself, ...lock, ...locksItself]);
    const pointed: Missing[] = look !== undefined && hidden.has(look) ? [{ step: i + 1, part: look, why: 'points' }] : [];
    const controls = task ? [...movedBy(link, task.solution)].filter((part) => held.has(part)) : [];
    return [...pointed, ...controls.map((part): Missing => ({ step: i + 1, part, why: 'control' }))];
  });

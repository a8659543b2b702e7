/**
 * How a value becomes its code and comes back, in two short lines, its numbers in the colours of their marks.
 */
import type { ComponentChild } from 'preact';
import { codeName } from '../../charts/selection/selection';
import { tenths, whole } from '../../engine/numbers';
import { t } from '../../i18n';
import { formatNumber, type Shown } from '../../state/store';
import { rich } from '../../ui/rich';

/** A line, and how many letters it has. */
export type ValueLine = { words: ComponentChild[]; length: number };

const COLOURS = {
  x: (words: string) => <span class="value-original">{words}</span>,
  y: (words: string) => <span class="value-dequantized">{words}</span>,
  b: (words: string) => <b>{words}</b>,
};

/** Of words with marked numbers. */
const line = (text: string): ValueLine => ({ words: rich(text, COLOURS), length: text.replaceAll(/<[^>]*>/g, '').length });

/** The steps of a value whose code is an integer with a scale: division and rounding, then the product. */
const scaled = ({ frame: { trace, readout } }: Shown): ValueLine[] | undefined => {
  const { scale, zero_point: zero } = readout;
  if (scale === undefined || zero === undefined) return undefined;
  const values = {
    x: formatNumber(trace.x),
    scale: formatNumber(scale),
    steps: tenths(trace.x / scale),
    sum: tenths(trace.x / scale + zero),
    zero: Number.isInteger(zero) ? whole(Math.abs(zero)) : formatNumber(Math.abs(zero)),
    code: codeName(trace.code),
    y: formatNumber(trace.y),
  };
  const kind = zero === 0 ? 'plain' : zero > 0 ? 'plus' : 'minus';
  return [line(t(`stage.there.${kind}`, values)), line(t(`stage.back.${kind}`, values))];
};

/** The same of any other scheme: to its code, and back. */
const coded = ({ frame: { trace } }: Shown): ValueLine[] => {
  const values = { x: formatNumber(trace.x), code: codeName(trace.code), y: formatNumber(trace.y) };
  return Number.isFinite(trace.x) ? [line(t('stage.there.coded', values)), line(t('stage.back.coded', values))] : [line(t('stage.leftOut'))];
};

/** The two lines, as short as they can be where `isShort`. */
export const valueLines = (now: Shown, isShort = false): ValueLine[] => {
  const { trace } = now.frame;
  return (isShort || !Number.isFinite(trace.x) ? undefined : scaled(now)) ?? coded(now);
};

/** How far the value moved; nothing for one that is not finite. */
export const Moved = ({ now: { frame } }: { now: Shown }) =>
  Number.isFinite(frame.trace.x) ? <span class="value-error">{t('stage.moved', { error: formatNumber(frame.trace.y - frame.trace.x) })}</span> : null;

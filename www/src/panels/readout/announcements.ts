/**
 * The effect of a change, in words for screen readers: one study compared with the next. Knows no DOM.
 */
import type { Readout } from '../../engine/wasm';
import { selectionWords } from '../../charts/selection/selection';
import { t } from '../../i18n';
import { formatNumber, same, sameData, type Shown } from '../../state/store';
import { decibel, whole } from '../../engine/numbers';

/** The relative deviation up to which a ratio is called double or half. */
const NEAR = 0.005;

const isNear = (ratio: number, to: number): boolean => Math.abs(ratio / to - 1) < NEAR;

/** The change of scale, zero_point or levels. */
const gridWords = (before: Readout, after: Readout): string | undefined => {
  const { scale: from, zero_point: zero } = before;
  const { scale: to, zero_point: newZero, levels_total: levels } = after;
  if (from !== undefined && to === undefined) return t('access.told.scaleNone');
  if (to !== undefined && from !== to) {
    const values = { from: formatNumber(from ?? 0), to: formatNumber(to) };
    if (from === undefined || from === 0) return t('access.told.scaleNow', values);
    if (isNear(to / from, 2)) return t('access.told.scaleDoubled', values);
    if (isNear(to / from, 0.5)) return t('access.told.scaleHalved', values);
    if (values.from !== values.to) return to > from ? t('access.told.scaleRose', values) : t('access.told.scaleFell', values);
  }
  if (zero !== undefined && newZero !== undefined && zero !== newZero) {
    return t('access.told.zeroPoint', { from: formatNumber(zero), to: formatNumber(newZero) });
  }
  return before.levels_total === levels ? undefined : t('access.told.levels', { count: levels, n: whole(levels) });
};

/** How many of the slice's values a share of them is. Shares are of the finite values. */
const counted = (share: number, { slice_finite }: Readout): number => Math.round(share * slice_finite);

const countWords = (kind: 'zeroed' | 'clipped', before: Readout, after: Readout): string | undefined => {
  const of = (readout: Readout): number => counted(readout.slice_metrics[`share_${kind}`], readout);
  const count = of(after);
  if (count === of(before)) return undefined;
  if (count === 0) return t(`access.told.${kind}None`);
  return t(`access.told.${kind}`, { count, n: whole(count), all: whole(after.slice_finite) });
};

const errorWords = (before: Readout, after: Readout): string | undefined => {
  const { sqnr_db: from, max_abs: worst } = before.slice_metrics;
  const { sqnr_db: to, max_abs: newWorst } = after.slice_metrics;
  if (newWorst === 0) return worst === 0 ? undefined : t('access.told.exact');
  if (from === undefined || to === undefined) return undefined;
  const values = { from: decibel(from), to: decibel(to) };
  if (values.from === values.to) return undefined;
  return to > from ? t('access.told.sqnrRose', values) : t('access.told.sqnrFell', values);
};

/** What can be said of the values, by the name of the fact; without a goal the first that changed is. */
const EFFECTS: readonly (readonly [fact: string, words: (before: Readout, after: Readout) => string | undefined])[] = [
  ['zeroed', (before, after) => countWords('zeroed', before, after)],
  ['clipped', (before, after) => countWords('clipped', before, after)],
  ['sqnr', errorWords],
];

/**
 * The effect of other settings on the same slice: on its levels, and the main effect on its values; what `goals` are about
 * comes first.
 */
const effectWords = (before: Readout, after: Readout, goals: readonly string[]): string => {
  const grid = gridWords(before, after);
  const isAsked = ([fact]: (typeof EFFECTS)[number]): boolean => goals.some((goal) => goal.includes(fact));
  const inOrder = [...EFFECTS.filter(isAsked), ...EFFECTS.filter((one) => !isAsked(one))];
  const effect = inOrder.map(([, words]) => words(before, after)).find((words) => words !== undefined);
  if (grid && effect) return t('access.told.both', { first: grid, second: effect });
  return grid ?? effect ?? t('access.told.same');
};

/**
 * The change from `before` to `after`; nothing if the numbers are the same, or if only the selection changed and `isAnnounced`
 * says that the focused slider has announced that. `goals` are the facts that a lesson's task asks for.
 */
export const changeWords = (before: Shown, after: Shown, isAnnounced: boolean, goals: readonly string[]): string | undefined => {
  const [a, b] = [before, after].map(({ state: { source, settings } }) => ({ settings, edits: source.edits }));
  const { readout } = after.frame;
  if (!sameData(before.state.source, after.state.source)) return readout.headline;
  if (before.frame.readout.slice !== readout.slice || before.frame.readout.slices !== readout.slices) {
    return t('access.told.slice', { slice: readout.slice_name, headline: readout.headline });
  }
  if (!same(a, b)) return effectWords(before.frame.readout, readout, goals);
  return isAnnounced || before.frame.trace.index === after.frame.trace.index ? undefined : selectionWords(after.frame);
};

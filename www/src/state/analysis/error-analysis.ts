/**
 * The error analysis: which tab is open, and the engine's answers about the data and settings on show. All of it stays while the
 * dialog is closed, so that the user can go to a value and come back.
 */
import { computed, signal } from '@preact/signals';
import type { ChannelAxis, ChannelOrder, ChannelsChart, MixedPrecision, MixedPrecisionResult, Outliers, Settings } from '../../engine/wasm';
import { t } from '../../i18n';
import { inquiry } from './inquiry';
import { measuring, type Way } from './measuring';
import { askAbout, channelsChart, formatNumber, shown } from '../store';

export type Tab = 'channels' | 'outliers' | 'ladder';

export const tab = signal<Tab>('channels');
export const axis = signal<ChannelAxis>('row');
export const order = signal<ChannelOrder>('number');
/** The values kept in FP16. */
export const remedy = signal<MixedPrecision>({ what: 'values', percent: 0.1 });

/** Shares worth looking at, in percent of the values. */
export const SHARES = [0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3, 4, 5] as const;

/** Something kept, under the settings on show. */
export type Remedy = Way & { keep: MixedPrecision; settings: Settings };

const ALL: readonly MixedPrecision[] = [...SHARES.map((percent) => ({ what: 'values', percent }) as const), { what: 'columns' }];

const nameOf = (keep: MixedPrecision): string => {
  if (keep.what === 'columns') return t('state.keepColumns');
  return keep.percent === 0 ? t('state.keepNothing') : `${formatNumber(keep.percent)} %`;
};

/** All remedies, to be compared. */
export const remedies = measuring<Remedy>(
  computed(() => {
    const settings = shown.value?.state.settings;
    return settings ? ALL.map((keep) => ({ name: nameOf(keep), keep, settings })) : [];
  }),
  {
    key: ({ settings, keep }) => JSON.stringify([settings, keep]),
    measure: async (on, { settings, keep: what }) => (await askAbout(on, 'mixedPrecision', { settings, what }))?.outcome,
  },
);

/** The channels of an axis; another axis may be chosen before they are there. */
export const channels = inquiry<{ chart: ChannelsChart; noun: ChannelAxis }>();
export const outliers = inquiry<Outliers>();
export const kept = inquiry<MixedPrecisionResult>();

/** Asks for the channels of the data on show. To be called in an effect, so that it asks again when these change. */
export const followChannels = (): void => {
  const now = shown.value?.state;
  if (!now) return;
  const { source, settings } = now;
  const by = axis.value;
  void channels.ask(JSON.stringify([source, settings, by]), async () => {
    const bytes = await askAbout(source, 'channels', { settings, axis: by });
    return bytes && { chart: channelsChart(bytes), noun: by };
  });
};

/** Asks for the outliers and for the effect of the remedy. To be called in an effect, as above. */
export const followOutliers = (): void => {
  const now = shown.value?.state;
  if (!now) return;
  const { source, settings } = now;
  const what = remedy.value;
  const about = [source, settings];
  void outliers.ask(JSON.stringify(about), () => askAbout(source, 'outliers', settings));
  void kept.ask(JSON.stringify([...about, what]), () => askAbout(source, 'mixedPrecision', { settings, what }));
};

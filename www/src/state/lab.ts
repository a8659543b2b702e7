/**
 * Where the error is: what of it is looked at, and the engine's answers on the data and settings on show. All of it
 * stays while the dialog is closed, so that one can go to a value and come back.
 */
import { signal } from '@preact/signals';
import type { ChannelAxis, ChannelOrder, ChannelsChart, Keep, Kept, Outliers } from '../engine/wasm';
import { inquiry } from './inquiry';
import { askAbout, channelsChart, shown } from './store';

export type Part = 'channels' | 'outliers' | 'ladder';

export const part = signal<Part>('channels');
export const axis = signal<ChannelAxis>('row');
export const order = signal<ChannelOrder>('number');
/** What is kept in FP16. */
export const remedy = signal<Keep>({ what: 'values', percent: 0.1 });

/** With what its channels are: the axis chosen may be ahead of it. */
export const channels = inquiry<{ chart: ChannelsChart; noun: ChannelAxis }>();
export const outliers = inquiry<Outliers>();
export const kept = inquiry<Kept>();

/** Asks for the channels of what is on show. To be called in an effect, which follows what it reads. */
export const followChannels = (): void => {
  const now = shown.value?.state;
  if (!now) return;
  const { source, settings } = now;
  const by = axis.value;
  void channels.ask(JSON.stringify([source, settings, by]), async () => {
    const answer = await askAbout(source, { kind: 'channels', settings, axis: by }, 'channels');
    return answer && { chart: channelsChart(answer.bytes), noun: by };
  });
};

/** Asks for the farthest values, and for what the remedy comes to. To be called in an effect. */
export const followOutliers = (): void => {
  const now = shown.value?.state;
  if (!now) return;
  const { source, settings } = now;
  const what = remedy.value;
  const about = [source, settings];
  void outliers.ask(JSON.stringify(about), async () => (await askAbout(source, { kind: 'outliers', settings }, 'outliers'))?.outliers);
  void kept.ask(JSON.stringify([...about, what]), async () => (await askAbout(source, { kind: 'keep', settings, what }, 'kept'))?.kept);
};

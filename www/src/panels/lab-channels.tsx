/**
 * Channels: how far each row or column reaches and how much of the error is in it, as a strip, a table and two sentences.
 */
import { useSignalEffect } from '@preact/signals';
import { Choice } from '../charts/choice';
import { ChannelStrip } from '../charts/channels';
import type { ChannelReading, ChannelsChart, ChannelWords } from '../engine/wasm';
import { axis, channels, followChannels, order } from '../state/lab';
import { formatNumber } from '../state/store';
import { deviations, percent, threeDigits, whole } from '../ui/numbers';
import { Waiting } from './lab-waiting';

/** Rows of the table. */
const LISTED = 64;

type Go = (index: number) => void;

const Sentence = ({ words: { lead, channels: named, tail }, onChannel }: { words: ChannelWords; onChannel: (channel: number) => void }) => (
  <p class="lab-sentence">
    {lead}
    {named.map((channel, i) => (
      <span key={channel}>
        {i > 0 && (i === named.length - 1 ? ' and ' : ', ')}
        <button type="button" class="lab-number" onClick={() => onChannel(channel)}>
          {whole(channel + 1)}
        </button>
      </span>
    ))}
    {tail}
  </p>
);

const Row = ({ reading: { channel, low, high, peak, sigmas, share, outlier, worst }, noun, go }: { reading: ChannelReading; noun: string; go: Go }) => (
  <tr class={outlier ? 'strong' : undefined} onClick={() => go(worst)}>
    <th scope="row">
      <span class="workbench-mark" aria-hidden="true">
        {outlier ? '▾' : ''}
      </span>
      <button type="button" title="Go to its largest error">
        <span class="hidden-words">{noun} </span>
        {whole(channel + 1)}
        {outlier && <span class="hidden-words">, beyond 6 σ</span>}
      </button>
    </th>
    <td title={String(peak)}>{formatNumber(peak)}</td>
    <td title={String(sigmas)}>{deviations(sigmas)}</td>
    <td class="detail" title={`${low} to ${high}`}>
      {threeDigits(low)} to {threeDigits(high)}
    </td>
    <td class="lab-share" title={String(share)}>
      <span class="lab-bar" style={{ width: `${4 * share}rem` }} />
      {percent(share)}
    </td>
  </tr>
);

const Table = ({ chart, noun, go }: { chart: ChannelsChart; noun: string; go: Go }) => {
  const readings: ChannelReading[] = [];
  for (let place = 0; place < Math.min(chart.count(), LISTED); place += 1) {
    const reading = chart.reading(place);
    if (reading) readings.push(reading);
  }
  const all = readings.length === chart.count();
  const caption = `The ${all ? '' : `first ${LISTED} of `}${whole(chart.count())} ${noun}s`;
  return (
    <div class="workbench-table" role="region" aria-label={`Table: ${caption}`} tabIndex={0}>
      <table>
        <caption class={all ? 'hidden-words' : undefined}>{caption}, in the order of the picture</caption>
        <thead>
          <tr>
            <th scope="col">{noun === 'row' ? 'Row' : 'Column'}</th>
            <th scope="col">Max |x|</th>
            <th scope="col">σ out</th>
            <th scope="col" class="detail">
              1 to 99 %
            </th>
            <th scope="col">Error share</th>
          </tr>
        </thead>
        <tbody>
          {readings.map((reading) => (
            <Row key={reading.channel} reading={reading} noun={noun} go={go} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Found = ({ chart, noun, go }: { chart: ChannelsChart; noun: string; go: Go }) => {
  chart.sort(order.value);
  const toChannel = (channel: number): void => {
    const place = chart.place_of(channel);
    const reading = place === undefined ? undefined : chart.reading(place);
    if (reading) go(reading.worst);
  };
  return (
    <>
      <div class="lab-sentences">
        {chart.words().map((words, i) => (
          <Sentence key={i} words={words} onChannel={toChannel} />
        ))}
      </div>
      <div class="workbench-body lab-channels">
        <ChannelStrip chart={chart} order={order.value} noun={noun} label={chart.words().map(textOf).join(' ')} go={go} />
        <Table chart={chart} noun={noun} go={go} />
      </div>
    </>
  );
};

const textOf = ({ lead, channels: named, tail }: ChannelWords): string => lead + named.map((c) => whole(c + 1)).join(', ') + tail;

export const LabChannels = ({ go }: { go: Go }) => {
  useSignalEffect(followChannels);
  const found = channels.found.value;
  return (
    <>
      <div class="lab-line">
        <Choice
          label="Channels are"
          value={axis.value}
          options={[
            ['row', 'Rows'],
            ['column', 'Columns'],
          ]}
          onChange={(chosen) => {
            axis.value = chosen;
          }}
        />
        <Choice
          label="Order"
          value={order.value}
          options={[
            ['number', 'By number'],
            ['peak', 'By max |x|'],
            ['error', 'By error'],
          ]}
          onChange={(chosen) => {
            order.value = chosen;
          }}
        />
        <Waiting of={channels} />
      </div>
      {found && ('refusal' in found ? <p class="fault">{found.refusal}</p> : <Found {...found.value} go={go} />)}
      <p class="hint">
        A channel with a value beyond 6 σ of the whole tensor is marked ▾: LLM.int8 looks for magnitudes above 6.0 in activations, whose σ is
        about 1. Choose a channel to go to its largest error.
      </p>
    </>
  );
};

/**
 * Channels: the largest magnitude and the share of the error of each row or column, as a strip, a table and two sentences.
 */
import { useSignalEffect } from '@preact/signals';
import { Choice } from '../../ui/choice';
import { ChannelStrip } from '../../charts/channels';
import type { ChannelAxis, ChannelOrder, ChannelReading, ChannelsChart, ChannelWords } from '../../engine/wasm';
import { t } from '../../i18n';
import { axis, channels, followChannels, order } from '../../state/analysis/error-analysis';
import { formatNumber } from '../../state/store';
import { deviations, percent, threeDigits, whole } from '../../engine/numbers';
import { rich } from '../../ui/rich';
import { Waiting } from './waiting';

/** The most rows that the table has. */
const LISTED = 64;

const AXES: readonly ChannelAxis[] = ['row', 'column'];
const ORDERS: readonly ChannelOrder[] = ['number', 'peak', 'error'];

type Go = (index: number) => void;

const Sentence = ({ words: { lead, channels: named, tail }, onChannel }: { words: ChannelWords; onChannel: (channel: number) => void }) => (
  <p class="analysis-sentence">
    {lead}
    {named.map((channel, i) => (
      <span key={channel}>
        {i > 0 && (i === named.length - 1 ? t('errors.channels.and') : t('errors.channels.comma'))}
        <button type="button" class="analysis-number" onClick={() => onChannel(channel)}>
          {whole(channel + 1)}
        </button>
      </span>
    ))}
    {tail}
  </p>
);

type RowProps = { reading: ChannelReading; noun: ChannelAxis; go: Go };

const Row = ({ reading: { channel, low, high, peak, sigmas, share, outlier, worst }, noun, go }: RowProps) => (
  <tr class={outlier ? 'strong' : undefined} onClick={() => go(worst)}>
    <th scope="row">
      <span class="wide-dialog-mark" aria-hidden="true">
        {outlier ? '▾' : ''}
      </span>
      <button type="button" title={t('errors.channels.goTo')}>
        {rich(t(`errors.channels.one.${noun}`, { n: whole(channel + 1) }), {
          hidden: (words) => <span class="hidden-words">{words}</span>,
        })}
        {outlier && <span class="hidden-words">{t('errors.channels.beyond')}</span>}
      </button>
    </th>
    <td title={String(peak)}>{formatNumber(peak)}</td>
    <td title={String(sigmas)}>{deviations(sigmas)}</td>
    <td class="detail" title={t('errors.range', { from: low, to: high })}>
      {t('errors.range', { from: threeDigits(low), to: threeDigits(high) })}
    </td>
    <td class="analysis-share" title={String(share)}>
      <span class="analysis-bar" style={{ width: `${4 * share}rem` }} />
      {percent(share)}
    </td>
  </tr>
);

type FoundProps = { chart: ChannelsChart; noun: ChannelAxis; go: Go };

/** The chart is sorted in place, so `order` is what tells Preact that it has changed. */
type TableProps = FoundProps & { order: ChannelOrder };

const Table = ({ chart, noun, go }: TableProps) => {
  const readings: ChannelReading[] = [];
  for (let place = 0; place < Math.min(chart.count(), LISTED); place += 1) {
    const reading = chart.reading(place);
    if (reading) readings.push(reading);
  }
  const count = chart.count();
  const all = readings.length === count;
  const caption = all
    ? t(`errors.channels.all.${noun}`, { count, n: whole(count) })
    : t(`errors.channels.first.${noun}`, { listed: whole(LISTED), n: whole(count) });
  return (
    <div class="wide-dialog-table" role="region" aria-label={t('errors.table', { caption })} tabIndex={0}>
      <table>
        <caption class={all ? 'hidden-words' : undefined}>{t('errors.channels.inOrder', { channels: caption })}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`errors.channels.head.${noun}`)}</th>
            <th scope="col">{t('errors.channels.peak')}</th>
            <th scope="col">{t('errors.channels.sigmas')}</th>
            <th scope="col" class="detail">
              {t('errors.channels.middle')}
            </th>
            <th scope="col">{t('errors.channels.share')}</th>
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

const Found = ({ chart, noun, go }: FoundProps) => {
  chart.sort(order.value);
  const toChannel = (channel: number): void => {
    const place = chart.place_of(channel);
    const reading = place === undefined ? undefined : chart.reading(place);
    if (reading) go(reading.worst);
  };
  return (
    <>
      <div class="analysis-sentences">
        {chart.words().map((words, i) => (
          <Sentence key={i} words={words} onChannel={toChannel} />
        ))}
      </div>
      <div class="wide-dialog-body analysis-channels">
        <ChannelStrip chart={chart} order={order.value} noun={noun} label={chart.words().map(textOf).join(' ')} go={go} />
        <Table chart={chart} order={order.value} noun={noun} go={go} />
      </div>
    </>
  );
};

const textOf = ({ lead, channels: named, tail }: ChannelWords): string =>
  lead + named.map((c) => whole(c + 1)).join(t('errors.channels.comma')) + tail;

export const ChannelAnalysis = ({ go }: { go: Go }) => {
  useSignalEffect(followChannels);
  const found = channels.found.value;
  return (
    <>
      <div class="analysis-line">
        <Choice
          label={t('errors.channels.axis')}
          value={axis.value}
          options={AXES.map((one) => [one, t(`errors.channels.axes.${one}`)])}
          onChange={(chosen) => {
            axis.value = chosen;
          }}
        />
        <Choice
          label={t('errors.channels.order')}
          value={order.value}
          options={ORDERS.map((one) => [one, t(`errors.channels.orders.${one}`)])}
          onChange={(chosen) => {
            order.value = chosen;
          }}
        />
        <Waiting of={channels} />
      </div>
      {found && ('rejected' in found ? <p class="fault">{found.rejected}</p> : <Found {...found.value} go={go} />)}
      <p class="hint">{t('errors.channels.hint')}</p>
    </>
  );
};

/**
 * The panel around a chart: title, tools, a table of the same content, the drawing with what lies over it, its summary in
 * words, and instructions for screen readers.
 */
import { computed, type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useMemo } from 'preact/hooks';
import type { Chart, Plot, Table } from '../../engine/wasm';
import { t } from '../../i18n';
import { layout } from '../../state/layout';
import { isHidden } from '../../state/parts';
import { isShown, showTable } from '../../state/store';
import { ChartCanvas } from './canvas';
import { SpotlightButton } from './spotlight';

type Props = {
  chart: Chart;
  words: string | undefined;
  table: Table | undefined;
  plots: Signal<Plot[]>;
  tools?: ComponentChildren;
  /** Shown in place of the words, which are then for screen readers only. */
  foot?: ComponentChildren;
  /** Rendered over the drawing. */
  children?: ComponentChildren;
};

export const DataTable = ({ table }: { table: Table }) => (
  <table>
    <caption>{table.caption}</caption>
    <thead>
      <tr>
        {table.columns.map((column) => (
          <th scope="col" key={column}>
            {column}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {table.rows.map((row, i) => (
        <tr key={i}>
          {row.map((cell, j) => (
            <td key={j}>{cell}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

/** The table of a chart's content. Computed only while it is open: six of them would slow every drag. */
const TableDisclosure = ({ chart, title, table }: { chart: Chart; title: string; table: Table | undefined }) => {
  useEffect(() => () => showTable(chart, false), [chart]);
  return (
    <details
      class="panel-table"
      onToggle={(event) => showTable(chart, event.currentTarget.open)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !event.currentTarget.open) return;
        event.preventDefault();
        event.currentTarget.open = false;
        event.currentTarget.querySelector('summary')?.focus();
      }}
    >
      <summary title={t('charts.table')}>
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M2 3h12v10H2zM2 6.5h12M2 10h12M6.5 3v10" />
        </svg>
        <span class="hidden-words">{t('charts.tableOf', { title })}</span>
      </summary>
      <div class="panel-table-rows" role="region" aria-label={t('charts.tableOf', { title })} tabIndex={0}>
        {table && <DataTable table={table} />}
      </div>
    </details>
  );
};

/** Whether charts stand alone in the picture, without a head and a foot: everywhere but in the lab. */
const isBare = computed(() => layout.value !== 'lab');

export const Panel = ({ chart, words, table, plots, tools, foot, children }: Props) => {
  const id = useId();
  const isGliding = useSignal(false);
  // Where a link hides the numbers, the words below the charts are hidden too.
  const visible = isHidden('readout') ? undefined : words;
  const title = t(`charts.title.${chart}`);
  const disclosure = useMemo(
    () => isShown.value && <TableDisclosure chart={chart} title={title} table={table} />,
    [chart, title, table, isShown.value],
  );
  const bare = isBare.value;
  return (
    <section class={bare ? 'panel bare' : 'panel'} aria-labelledby={id} data-panel={chart} data-part={chart}>
      <header class="panel-head">
        <h2 id={id}>{title}</h2>
        <div class="panel-tools">{tools}</div>
        {!bare && <SpotlightButton chart={chart} title={title} />}
        {!bare && disclosure}
      </header>
      <div class={isGliding.value ? 'chart glides' : 'chart'}>
        <ChartCanvas
          key={chart}
          chart={chart}
          label={t('charts.drawing', { title, words: t(`access.about.${chart}`) })}
          plots={plots}
          isGliding={isGliding}
        />
        {isShown.value && children}
      </div>
      {foot}
      <p class={foot || bare ? 'hidden-words' : 'panel-words'} title={visible}>
        {visible}
      </p>
      <p class="hidden-words">{t(`access.hint.${chart}`)}</p>
      {bare && disclosure}
    </section>
  );
};

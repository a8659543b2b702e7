/**
 * The format bench: every well-known format on the data on show, its error against its true size. A click takes one.
 */
import { useComputed, useSignal, useSignalEffect, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { FormatsPicture, type Spot } from '../charts/formats';
import type { Candidate, Family, FormatsChart } from '../engine/wasm';
import { choose, entries, isChosen, isMeasuring, isStale, start, stop, type Entry } from '../state/formats';
import { change, formatDecibel, formatNumber, formatsPicture, shown } from '../state/store';
import './format-bench.css';

const FAMILIES: readonly { family: Family; words: string }[] = [
  { family: 'integers', words: 'Integers' },
  { family: 'floats', words: 'Floats' },
  { family: 'blocks', words: 'Blocks' },
  { family: 'ggml', words: 'ggml' },
  { family: 'few-levels', words: 'Few levels' },
];

type Column = 'name' | 'bits' | 'sqnr' | 'mse' | 'worst';

const COLUMNS: readonly { column: Column; words: string }[] = [
  { column: 'name', words: 'Format' },
  { column: 'bits', words: 'Bits' },
  { column: 'sqnr', words: 'SQNR' },
  { column: 'mse', words: 'MSE' },
  { column: 'worst', words: 'Max error' },
];

type Order = { column: Column; ascending: boolean };

/** What a column sorts by; nothing for what has no measure. */
const key = ({ candidate, result }: Entry, column: Column): string | number | undefined => {
  if (column === 'name') return candidate.name;
  if (!result || 'refusal' in result) return undefined;
  const { metrics, bits_per_value: bits } = result.measured;
  return { bits, sqnr: metrics.sqnr_db, mse: metrics.mse, worst: metrics.max_abs }[column];
};

/** Formats without a measure come last, whatever the order. */
const sorted = (list: readonly Entry[], { column, ascending }: Order): Entry[] =>
  [...list].sort((a, b) => {
    const [x, y] = [key(a, column), key(b, column)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    if (x === y) return 0;
    return x < y === ascending ? -1 : 1;
  });

/** All that can be drawn: data without any signal has no SQNR. */
const spotsOf = (list: readonly Entry[]): Spot[] =>
  list.flatMap(({ candidate, result }) => {
    if (!result || 'refusal' in result) return [];
    const { sqnr_db: sqnr } = result.measured.metrics;
    return sqnr === undefined ? [] : [{ candidate, measured: result.measured, sqnr }];
  });

const pictureOf = (spots: readonly Spot[]): FormatsChart => {
  const now = shown.value?.frame.readout;
  return formatsPicture(
    spots.map(({ candidate }) => candidate.name),
    Float64Array.from(spots, ({ measured }) => measured.bits_per_value),
    Float64Array.from(spots, ({ sqnr }) => sqnr),
    now?.size.bits_per_value,
    now?.metrics.sqnr_db,
  );
};

const Progress = () => {
  const list = entries.value;
  const done = list.filter(({ result }) => result).length;
  const left = list.length - done;
  return (
    <div class="formats-progress">
      <progress aria-label="Formats measured" value={done} max={Math.max(list.length, 1)} />
      <span role="status">{isMeasuring.value ? `${done} of ${list.length}` : `${done} formats measured`}</span>
      <button
        type="button"
        class={isMeasuring.value || left > 0 ? undefined : 'formats-apart'}
        onClick={() => (isMeasuring.value ? stop() : void start())}
      >
        {isMeasuring.value ? 'Cancel' : 'Go on'}
      </button>
    </div>
  );
};

const Families = () => (
  <fieldset class="formats-families">
    <legend class="hidden-words">Kinds of formats</legend>
    {FAMILIES.map(({ family, words }) => (
      <label class="check" key={family}>
        <input type="checkbox" checked={isChosen(family)} onChange={(event) => choose(family, event.currentTarget.checked)} />
        {words}
      </label>
    ))}
  </fieldset>
);

const Heads = ({ order }: { order: Signal<Order> }) => (
  <tr>
    {COLUMNS.map(({ column, words }) => {
      const { column: by, ascending } = order.value;
      const direction = ascending ? 'ascending' : 'descending';
      return (
        <th scope="col" key={column} aria-sort={by === column ? direction : 'none'}>
          <button
            type="button"
            onClick={() => {
              // Close formats are looked for first, small errors too.
              order.value = { column, ascending: by === column ? !ascending : column !== 'sqnr' };
            }}
          >
            {words}
            <span aria-hidden="true">{by === column ? (ascending ? ' ↑' : ' ↓') : ''}</span>
          </button>
        </th>
      );
    })}
  </tr>
);

const Cells = ({ result }: Pick<Entry, 'result'>) => {
  if (!result) return <td colSpan={4}>…</td>;
  if ('refusal' in result) {
    return (
      <td class="formats-refusal" colSpan={4}>
        {result.refusal}
      </td>
    );
  }
  const { metrics, bits_per_value: bits } = result.measured;
  return (
    <>
      <td title={String(bits)}>{formatNumber(bits)}</td>
      <td title={String(metrics.sqnr_db)}>{metrics.sqnr_db === undefined ? '—' : formatDecibel(metrics.sqnr_db)}</td>
      <td title={String(metrics.mse)}>{formatNumber(metrics.mse)}</td>
      <td title={String(metrics.max_abs)}>{formatNumber(metrics.max_abs)}</td>
    </>
  );
};

const Row = ({ entry, onFront, onTake }: { entry: Entry; onFront: boolean; onTake: (candidate: Candidate) => void }) => {
  const { candidate, result } = entry;
  const refused = result !== undefined && 'refusal' in result;
  return (
    <tr class={onFront ? 'formats-front' : undefined} onClick={refused ? undefined : () => onTake(candidate)}>
      <th scope="row">
        <span class="formats-mark" aria-hidden="true">
          {result && !refused ? (onFront ? '●' : '○') : ''}
        </span>
        <button type="button" disabled={refused} title={refused ? undefined : 'Take this format'}>
          {candidate.name}
          {onFront && <span class="hidden-words">, no other is smaller and closer</span>}
        </button>
      </th>
      <Cells result={result} />
    </tr>
  );
};

const Bench = ({ onTake }: { onTake: (candidate: Candidate) => void }) => {
  const order = useSignal<Order>({ column: 'bits', ascending: true });
  const spots = useComputed(() => spotsOf(entries.value));
  const picture = useComputed(() => pictureOf(spots.value));
  const front = new Set([...picture.value.front()].map((i) => spots.value[i]?.candidate.name));
  useEffect(() => void start(), []);
  useSignalEffect(() => {
    if (isStale()) void start();
  });
  return (
    <div class="formats-body">
      <FormatsPicture picture={picture} spots={spots.value} onTake={onTake} />
      <div class="formats-table" role="region" aria-label="Table of formats" tabIndex={0}>
        <table>
          <caption class="hidden-words">Formats on this data</caption>
          <thead>
            <Heads order={order} />
          </thead>
          <tbody>
            {sorted(entries.value, order.value).map((entry) => (
              <Row key={entry.candidate.name} entry={entry} onFront={front.has(entry.candidate.name)} onTake={onTake} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
};

export const FormatBench = () => {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = useSignal(false);
  const close = (): void => dialog.current?.close();
  const take = ({ settings }: Candidate): void => {
    close();
    change({ settings });
  };
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        disabled={!shown.value}
        onClick={() => {
          isOpen.value = true;
          dialog.current?.showModal();
        }}
      >
        Formats
      </button>
      <dialog
        ref={dialog}
        class="formats"
        aria-labelledby="formats-title"
        onClose={() => {
          isOpen.value = false;
          stop();
        }}
      >
        {isOpen.value && (
          <>
            <div class="formats-head">
              <h2 id="formats-title">Formats on this data</h2>
              <Families />
              <Progress />
              <button type="button" onClick={close}>
                Close
              </button>
            </div>
            <Bench onTake={take} />
            <p class="hint">
              Bits count everything stored: the codes, and for plain formats 32 bits for each scale and each zero point. Rows and groups take
              min-max ranges. Choose a format to see it in every chart.
            </p>
          </>
        )}
      </dialog>
    </>
  );
};

/**
 * The block of the file that the selected value was decoded from: the stored bytes, and how the value is computed from them.
 */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { select } from '../../charts/selection/selection';
import type { StoredAt, StoredRun } from '../../engine/wasm';
import { t } from '../../i18n';
import { askAbout, formatNumber, shown, type Shown } from '../../state/store';
import { DialogHead } from '../../ui/dialog';
import { whole } from '../../engine/numbers';
import { rich } from '../../ui/rich';
import './stored-block.css';
import { ValueSteps } from '../readout/value-steps';

/** A number as a term of a sum, its sign written as an operator. */
const added = (value: number): string => (value < 0 ? ` − ${formatNumber(-value)}` : ` + ${formatNumber(value)}`);

/** "sc 37, mn 12: a step is 0.0455, code 0 means -0.05". */
const runWords = ({ scale, min, step, offset }: StoredRun): string => {
  const integers = [scale === undefined ? [] : [`sc ${whole(scale)}`], min === undefined ? [] : [`mn ${whole(min)}`]].flat();
  const means = { step: formatNumber(step), offset: formatNumber(offset) };
  const run = offset === 0 ? t('files.stored.run', means) : t('files.stored.runOffset', means);
  return integers.length > 0 ? t('files.stored.runIntegers', { integers: integers.join(', '), run }) : run;
};

/** The formula of the selected value, as the decoder computes it. */
const Arithmetic = ({ at: { holds, place }, name }: { at: StoredAt; name: string }) => {
  const run = holds.runs[Math.floor(place / holds.run)];
  const [code, number, value] = [holds.codes[place], holds.numbers[place], holds.values[place]];
  if (!run || code === undefined || number === undefined || value === undefined) return null;
  const values = { place: name, code: whole(code), meaning: formatNumber(number) };
  const words = number === code ? t('files.stored.decoded', values) : t('files.stored.decodedMeaning', values);
  const factor = number < 0 ? `(${formatNumber(number)})` : formatNumber(number);
  return (
    <p class="stored-arithmetic" title={String(value)}>
      {rich(words, {
        sum: () => (
          <>
            {formatNumber(run.step)} × {factor}
            {run.offset === 0 ? '' : added(run.offset)} = <strong>{formatNumber(value)}</strong>
          </>
        ),
      })}
    </p>
  );
};

/** Scrolls to the selected code where the block is higher than the dialog. */
const bringUp = (code: HTMLLIElement | null): void => code?.scrollIntoView({ block: 'nearest' });

const Run = ({ at: { holds, place, shown }, run, index }: { at: StoredAt; run: StoredRun; index: number }) => {
  const from = index * holds.run;
  return (
    <li>
      <p class="hint">{runWords(run)}</p>
      <ol class="stored-codes" start={from}>
        {holds.codes.slice(from, from + holds.run).map((code, i) => {
          const target = shown[from + i];
          return (
            <li
              key={i}
              class={target === undefined ? 'stored-beyond' : undefined}
              title={formatNumber(holds.values[from + i] ?? 0)}
              {...(from + i === place && { 'aria-current': 'true' as const, ref: bringUp })}
              {...(target !== undefined && { onClick: () => select(target) })}
            >
              {whole(code)}
            </li>
          );
        })}
      </ol>
    </li>
  );
};

const Block = ({ at, now }: { at: StoredAt; now: Shown }) => {
  const { holds } = at;
  const where = t('files.stored.where', {
    format: holds.name,
    block: whole(at.block + 1),
    blocks: whole(at.blocks),
    values: whole(holds.codes.length),
    bytes: whole(at.bytes),
    start: whole(at.start),
  });
  return (
    <>
      {/* The file name is not part of the sentence with tags: it may contain anything. */}
      <p>{rich(where, { file: () => now.state.source.file })}</p>
      <p>
        {rich(holds.halves.length > 0 ? t('files.stored.formulaHalves') : t('files.stored.formula'), {
          formula: () => <span class="stored-formula">{holds.formula}</span>,
          halves: () =>
            holds.halves.map(({ letter, value }, i) => (
              <span key={letter} title={String(value)}>
                {i > 0 && ', '}
                {letter} = {formatNumber(value)}
              </span>
            )),
        })}
      </p>
      <Arithmetic at={at} name={now.frame.trace.name} />
      <ol class="stored-runs">
        {holds.runs.map((run, index) => (
          <Run key={index} at={at} run={run} index={index} />
        ))}
      </ol>
    </>
  );
};

export const StoredBlock = ({ close }: { close: () => void }) => {
  const now = shown.value;
  const found = useSignal<{ of: Shown; at: StoredAt | undefined } | undefined>(undefined);
  const index = now?.frame.trace.index;
  useEffect(() => {
    if (!now || index === undefined) return;
    // The loss of a worker is reported elsewhere; the next study asks again.
    void askAbout(now.state.source, 'storedAt', index)
      .catch(() => undefined)
      .then((at) => {
        if (shown.peek() === now) found.value = { of: now, at };
      });
  }, [now, index]);
  return (
    <>
      <DialogHead title={t('files.stored.title')} close={close}>
        <ValueSteps index={index} len={now?.frame.readout.len ?? 0} />
      </DialogHead>
      <div class="stored-body" tabIndex={0} role="group" aria-label={t('files.stored.holds')}>
        {found.value?.at ? (
          <Block at={found.value.at} now={found.value.of} />
        ) : (
          <p role="status">{found.value ? t('files.stored.none') : t('files.stored.reading')}</p>
        )}
      </div>
    </>
  );
};

/**
 * A tensor of a file: which axis makes the rows, which slice of each axis is shown, and where the numbers come from.
 */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Source } from '../../engine/wasm';
import { t } from '../../i18n';
import { change, dataName, FRESH_VIEW, shown, state, tensorOf } from '../../state/store';
import { copiedWords, copy, mark } from '../../ui/copy';
import { Field } from '../../ui/field';
import { Fault, faultOf } from '../fault';
import { NextIcon, PreviousIcon } from '../../ui/icons';
import { shapeWords, whole } from '../../engine/numbers';
import { Popover, place } from '../../ui/popover/popover';
import { FloatComparisonButton } from '../reference/float-comparison';
import './file-data.css';

/** Changes the source; other bytes have another hash and no edits. */
const cutTo = (source: Partial<Source>): void => change({ source: { ...source, hash: '', edits: [] }, view: FRESH_VIEW });

/** The slices of the text `cut`, one for each axis. */
const slicesOf = (cut: string): string[] => (cut.trim() === '' ? [] : cut.split(',').map((slice) => slice.trim()));

const isIndex = (slice: string | undefined): slice is string => slice !== undefined && /^\d+$/.test(slice);

/** The axis that makes the rows; not one that is cut to a single index, if there is another. */
const rowAxis = (axis: number, cut: string, shape: readonly number[]): number => {
  const slices = slicesOf(cut);
  if (axis < 0 || !isIndex(slices[axis])) return axis;
  return shape.length > 2 ? shape.findIndex((_, other) => !isIndex(slices[other])) : -1;
};

const RowAxis = ({ source, shape }: { source: Source; shape: readonly number[] }) => {
  const slices = slicesOf(source.cut);
  const last = shape.length - 1;
  // For a matrix, axis 0 keeps the order and axis 1 transposes it.
  const options = shape.flatMap((size, axis) => {
    if (isIndex(slices[axis])) return [];
    const named = { axis, size: whole(size) };
    if (last > 1) return [{ axis, words: t('files.data.axisOf', named) }];
    return [axis === 0 ? { axis: -1, words: t('files.data.axisOf', named) } : { axis, words: t('files.data.axisTransposed', named) }];
  });
  if (last > 1) options.push({ axis: -1, words: t('files.data.allButLast') });
  const now = options.some(({ axis }) => axis === source.axis) ? source.axis : -1;
  return (
    <Field label={t('files.data.rows')} for="row-axis">
      <select id="row-axis" onChange={(event) => cutTo({ axis: Number(event.currentTarget.value) })}>
        {options.map(({ axis, words }) => (
          <option key={axis} value={axis} selected={axis === now}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  );
};

/** Buttons that step through an axis that is cut to one index, such as experts, kernels or layers. */
const Stepper = ({ source, shape }: { source: Source; shape: readonly number[] }) => {
  const slices = slicesOf(source.cut);
  const axis = slices.findIndex(isIndex);
  const size = shape[axis];
  if (size === undefined) return null;
  const at = Number(slices[axis]);
  const step = (to: number): void => cutTo({ cut: slices.map((slice, i) => (i === axis ? String(to) : slice)).join(', ') });
  return (
    <Field label={t('files.data.stepper', { axis })}>
      <div class="together">
        <button type="button" class="step-button" aria-label={t('files.data.previous', { axis })} disabled={at <= 0} onClick={() => step(at - 1)}>
          <PreviousIcon />
        </button>
        <button type="button" class="step-button" aria-label={t('files.data.next', { axis })} disabled={at >= size - 1} onClick={() => step(at + 1)}>
          <NextIcon />
        </button>
        <span>{t('files.data.at', { at: whole(at), size: whole(size) })}</span>
      </div>
    </Field>
  );
};

const Slices = ({ source, shape }: { source: Source; shape: readonly number[] }) => {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (input.current) input.current.value = source.cut;
  }, [source.cut]);
  return (
    <Field label={t('files.data.slice')} for="cut">
      <input
        ref={input}
        id="cut"
        type="text"
        spellcheck={false}
        autocomplete="off"
        placeholder={shape.map(() => ':').join(', ')}
        title={t('files.data.sliceHow')}
        {...faultOf('cut')}
        onChange={({ currentTarget }) => {
          const cut = currentTarget.value.trim();
          cutTo({ cut, axis: rowAxis(source.axis, cut, shape) });
        }}
      />
      <Fault field="cut" />
    </Field>
  );
};

/** The controls for the axis of the rows and the slice. */
export const Shape = () => {
  const { source } = state.value;
  const tensor = tensorOf(source);
  if (!tensor) return null;
  const { shape } = tensor;
  return (
    <>
      {shape.length > 1 && <RowAxis source={source} shape={shape} />}
      {shape.length > 0 && <Slices source={source} shape={shape} />}
      <Stepper source={source} shape={shape} />
    </>
  );
};

const CARD = 'provenance';

/** Everything needed to find these numbers in the file again. */
const linesOf = (source: Source, sampled: string | undefined): (readonly [string, string])[] => {
  const tensor = tensorOf(source);
  return [
    [t('files.data.line.file'), source.file] as const,
    [t('files.data.line.tensor'), source.tensor] as const,
    ...(tensor ? [[t('files.data.line.stored'), `${tensor.dtype}, ${shapeWords(tensor.shape)}`] as const] : []),
    ...(source.cut === '' ? [] : [[t('files.data.slice'), source.cut] as const]),
    ...(source.axis < 0 ? [] : [[t('files.data.rows'), t('files.data.axis', { axis: source.axis })] as const]),
    ...(sampled === undefined ? [] : [[t('files.data.line.sample'), sampled] as const]),
    ['SHA-256', source.hash] as const,
  ];
};

/** Where the numbers come from, in one line, with a button for the details. */
export const Provenance = () => {
  const copied = useSignal<boolean | undefined>(undefined);
  const list = useRef<HTMLDListElement>(null);
  const now = shown.value;
  if (!now) return null;
  const { source } = now.state;
  const tensor = tensorOf(source);
  const lines = linesOf(source, now.sampled);
  return (
    <section class="strip provenance" aria-label={t('files.data.provenance')}>
      <p>
        <span class="provenance-name" title={dataName(source)}>
          {dataName(source)}
        </span>
        {tensor && <span> · {tensor.dtype}</span>}
        {now.sampled !== undefined && <span> · {t('files.data.sampled', { sampled: now.sampled })}</span>}
      </p>
      <FloatComparisonButton />
      <button type="button" id="provenance-opener" popovertarget={CARD} title={source.hash}>
        sha256 {source.hash.slice(0, 8)}…
      </button>
      <Popover
        id={CARD}
        popover="auto"
        role="dialog"
        aria-label={t('files.data.provenance')}
        class="card"
        onToggle={(event) => {
          const opener = document.getElementById('provenance-opener');
          copied.value = undefined;
          if (event.newState === 'open' && opener) place(event.currentTarget, opener);
        }}
      >
        <dl ref={list}>
          {lines.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p class="hint">{t('files.data.hashOf')}</p>
        <div class="buttons">
          <span role="status" class="hint">
            {copied.value !== undefined && copiedWords(copied.value)}
          </span>
          <button
            type="button"
            onClick={() => {
              const text = lines.map(([name, value]) => `${name}: ${value}`).join('\n');
              void copy(text).then((isCopied) => {
                copied.value = isCopied;
                if (!isCopied && list.current) mark(list.current);
              });
            }}
          >
            {t('ui.copy')}
          </button>
        </div>
      </Popover>
    </section>
  );
};

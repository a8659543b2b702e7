/**
 * The list of all tensors of the open files, with a search.
 */
import { signal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { Fragment } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { FileInfo } from '../../engine/wasm';
import { t } from '../../i18n';
import { scan } from '../../state/files/tools';
import { fieldError, FILE, opened, showTensor, state } from '../../state/store';
import { NONE, bytes, shapeWords, whole } from '../../engine/numbers';
import { countPairs, showFloatComparison } from '../reference/float-comparison';
import { FileMetadata } from './file-metadata';
import { OpenButton } from './open-files';
import { ScanBar } from './scan-bar';
import { peakOf, scanColumns, scanWords } from './scan-columns';
import { sortRows, TensorTable, type Column, type Order, type Row } from './tensor-table';
import './tensor-list.css';

const sizeWords = ({ info }: Row): string => (info.bytes > 0 ? bytes(info.bytes) : NONE);

const Name = ({ row: { info, place }, file }: { row: Row; file: string | undefined }) => (
  <>
    <span class="tensor-name" title={info.name}>
      {info.name.split(/(?<=[./_])/).map((part, i) => (
        <Fragment key={i}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
    <span class="tensor-detail">
      {[shapeWords(info.shape), info.dtype, sizeWords({ info, place }), file].filter((part) => part !== undefined).join(' · ')}
    </span>
    {info.unread !== undefined && (
      <span class="tensor-unread" title={info.unread}>
        {t('files.tensors.notShown', { why: info.unread })}
      </span>
    )}
  </>
);

const columnsOf = (files: readonly FileInfo[], isScanned: boolean): Column[] => {
  const fileOf = ({ info }: Row): string => files[info.file]?.name ?? '';
  const several = files.length > 1;
  return [
    {
      key: 'name',
      words: t('files.tensors.column.name'),
      width: several ? '13rem' : '18rem',
      sortKey: ({ info }) => info.name,
      cell: (row) => <Name row={row} file={several ? fileOf(row) : undefined} />,
    },
    ...(several
      ? [
          {
            key: 'file',
            words: t('files.tensors.column.file'),
            width: '11rem',
            isDetail: true,
            sortKey: fileOf,
            cell: (row: Row) => <span title={fileOf(row)}>{fileOf(row)}</span>,
          },
        ]
      : []),
    {
      key: 'shape',
      words: t('files.tensors.column.shape'),
      width: '7.25rem',
      isNumber: true,
      isDetail: true,
      sortKey: ({ info }) => info.values,
      largeFirst: true,
      cell: ({ info }) => shapeWords(info.shape),
    },
    ...(isScanned ? scanColumns() : []),
    {
      key: 'dtype',
      words: t('files.tensors.column.type'),
      width: '4.75rem',
      isDetail: true,
      sortKey: ({ info }) => info.dtype,
      cell: ({ info }) => info.dtype,
    },
    {
      key: 'bytes',
      words: t('files.tensors.column.size'),
      width: '4.75rem',
      isNumber: true,
      isDetail: true,
      sortKey: ({ info }) => info.bytes,
      largeFirst: true,
      cell: sizeWords,
    },
  ];
};

/** Whether all words searched for are in a tensor's name, type or file. */
const matches = (words: readonly string[], { info }: Row, files: readonly FileInfo[]): boolean => {
  const text = `${info.name} ${info.dtype} ${files[info.file]?.name ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
};

/** The names of the files in one line, and below it what is wrong with any of them. */
const Files = ({ files }: { files: readonly FileInfo[] }) => {
  const size = files.reduce((sum, file) => sum + file.bytes, 0);
  const [only] = files;
  return (
    <>
      <p class="hint tensor-files">
        {files.length === 1 && only
          ? t('files.tensors.file', { name: only.name, format: only.format, size: bytes(size) })
          : t('files.tensors.files', { n: whole(files.length), size: bytes(size) })}
      </p>
      {files.map(({ name, fault, note }) =>
        fault === undefined && note === undefined ? null : (
          <p class={fault === undefined ? 'hint' : 'fault'} key={name}>
            {t('files.tensors.remark', { name, remark: fault ?? note ?? '' })}
          </p>
        ),
      )}
      {files.map(({ name, format }, file) => format === 'GGUF' && <FileMetadata key={name} file={file} name={name} />)}
    </>
  );
};

const countWords = (found: number, all: number): string =>
  found === all ? whole(all) : t('files.tensors.found', { n: whole(found), all: whole(all) });

/** Kept while the list is closed. */
const order = signal<Order>(undefined);

export const TensorList = ({ close }: { close: () => void }) => {
  const search = useRef<HTMLInputElement>(null);
  const query = useSignal('');
  const active = useSignal(0);
  const files = opened.value?.files ?? [];
  const all = useComputed<Row[]>(() => (opened.value?.tensors ?? []).map((info, place) => ({ info, place })));
  const isScanned = useComputed(() => scan.results.value.size > 0);
  const columns = useComputed(() => columnsOf(opened.value?.files ?? [], isScanned.value));
  const rows = useComputed(() => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = all.value.filter((row) => matches(words, row, opened.value?.files ?? []));
    return sortRows(found, columns.value, order.value);
  });
  useEffect(() => {
    search.current?.focus();
    const { source } = state.peek();
    const shownNow = ({ info }: Row): boolean => source.data === FILE && info.name === source.tensor && files[info.file]?.name === source.file;
    active.value = Math.max(0, rows.peek().findIndex(shownNow));
  }, []);
  // The results of a scan reorder the rows; the active row stays at its tensor.
  const held = useRef<number | undefined>(undefined);
  useSignalEffect(() => {
    const at = rows.value.findIndex(({ place }) => place === held.current);
    if (at >= 0 && document.activeElement?.role === 'grid') active.value = at;
  });
  useSignalEffect(() => {
    held.current = rows.peek()[active.value]?.place;
  });
  const take = (row: Row): void => {
    if (row.info.unread !== undefined) return;
    close();
    showTensor(row.place, { selected: peakOf(row) });
  };
  const current = rows.value[active.value];
  return (
    <>
      <div class="tensors-head">
        <h2>{t('files.tensors.title')}</h2>
        <input
          ref={search}
          type="search"
          aria-label={t('files.tensors.search')}
          placeholder={t('files.tensors.searchBy')}
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
            active.value = 0;
          }}
          onKeyDown={(event) => {
            const chosen = rows.value[active.value];
            if (event.key === 'ArrowDown') document.querySelector<HTMLElement>('.tensors table')?.focus();
            else if (event.key === 'Enter' && chosen) take(chosen);
            else return;
            event.preventDefault();
          }}
        />
        <span class="hint" role="status">
          {countWords(rows.value.length, all.value.length)}
        </span>
        {countPairs() > 0 && (
          <button
            type="button"
            onClick={() => {
              close();
              showFloatComparison();
            }}
          >
            {t('files.tensors.againstFloats', { n: whole(countPairs()) })}
          </button>
        )}
        <OpenButton words={t('files.openMore')} />
        <button type="button" onClick={close}>
          {t('files.tensors.close')}
        </button>
      </div>
      <Files files={files} />
      {fieldError.value?.field === 'data' && (
        <p class="fault" role="alert">
          {fieldError.value.message}
        </p>
      )}
      <ScanBar
        found={rows.value}
        all={all.value.length}
        onStart={() => {
          order.value ??= { key: 'max-over-sigma', ascending: false };
        }}
      />
      <TensorTable
        label={t('files.tensors.title')}
        rows={rows.value}
        columns={columns.value}
        order={order}
        active={active}
        onOpen={take}
        onType={() => search.current?.focus()}
      />
      <p class="hint tensors-foot">
        {current?.info.unread === undefined
          ? rows.value.length === 0
            ? t('files.tensors.noneFound')
            : ((current && scanWords(current)) ?? t('files.tensors.choose'))
          : t('files.tensors.cannotShow', { name: current.info.name, why: current.info.unread })}
      </p>
    </>
  );
};

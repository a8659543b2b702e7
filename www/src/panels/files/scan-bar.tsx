/**
 * The controls of the scan above the list of tensors: start, progress, cancel, export.
 */
import { useSignal } from '@preact/signals';
import { inEnglish, t } from '../../i18n';
import type { Progress } from '../../state/files/scan';
import { scan } from '../../state/files/tools';
import { modelExplorerJson, scanCsv, type Line } from '../../state/files/scan-export';
import { opened, sourceOf, state } from '../../state/store';
import { whole } from '../../engine/numbers';
import { save } from '../../ui/save';
import { settingsName } from '../quantizer/settings-words';
import type { Row } from './tensor-table';
import './scan.css';

const counted = ({ length: count }: readonly unknown[]) => ({ count, n: whole(count) });

/** The tensors that the button scans, and its label: the tensors without results or with old ones, or else all again. */
const planOf = (found: readonly Row[], all: number): { rows: readonly Row[]; words: string } => {
  const readable = found.filter(({ info }) => info.unread === undefined);
  const missing = readable.filter(({ place }) => {
    const result = scan.results.value.get(place);
    return !result || !scan.isCurrent(result);
  });
  const known = readable.some(({ place }) => scan.results.value.has(place));
  const allKnown = readable.every(({ place }) => scan.results.value.has(place));
  if (!known) return { rows: readable, words: found.length === all ? t('scan.all') : t('scan.found', counted(readable)) };
  if (allKnown) return { rows: missing.length > 0 ? missing : readable, words: t('scan.again') };
  return { rows: missing, words: t('scan.more', counted(missing)) };
};

const progressWords = ({ done, of, secondsLeft: seconds }: Progress): string => {
  const far = { done: whole(done), all: whole(of) };
  if (seconds === undefined) return t('scan.progress', far);
  return seconds < 90
    ? t('scan.progressSeconds', { ...far, left: whole(Math.max(1, Math.round(seconds))) })
    : t('scan.progressMinutes', { ...far, left: whole(Math.round(seconds / 60)) });
};

const Running = ({ progress }: { progress: Progress }) => (
  <>
    <button type="button" onClick={scan.stop}>
      {t('scan.cancel')}
    </button>
    <progress aria-label={t('scan.running')} value={progress.done} max={progress.of} />
    <span>{progressWords(progress)}</span>
  </>
);

/** The results so far, in the order of the list. */
const lines = (): Line[] => {
  const { files = [], tensors = [] } = opened.peek() ?? {};
  return tensors.flatMap(({ name, dtype, shape, file }, place) => {
    const result = scan.results.peek().get(place);
    return result ? [{ file: files[file]?.name ?? '', name, dtype, shape, result, settings: settingsName(result.settings, inEnglish) }] : [];
  });
};

const Exports = () => {
  const status = useSignal('');
  const keep = (name: string, type: string, write: (of: readonly Line[]) => string): void => {
    save(new Blob([write(lines())], { type }), name);
    status.value = t('scan.saved', { name });
  };
  return (
    <span class="together scan-exports">
      <span class="hidden-words" role="status">
        {status.value}
      </span>
      <button type="button" onClick={() => keep('quantscope-scan.csv', 'text/csv', scanCsv)}>
        CSV
      </button>
      <button
        type="button"
        title={t('scan.modelExplorer')}
        onClick={() => keep('quantscope-scan-model-explorer.json', 'application/json', modelExplorerJson)}
      >
        Model Explorer
      </button>
    </span>
  );
};

type BarProps = {
  /** The tensors that match the search. */
  found: readonly Row[];
  /** The number of all tensors. */
  all: number;
  onStart: () => void;
};

export const ScanBar = ({ found, all, onStart }: BarProps) => {
  const progress = scan.progress.value;
  const { rows, words } = planOf(found, all);
  const stale = scan.staleSettings.value;
  const count = scan.results.value.size;
  const start = (): void => {
    onStart();
    void scan.start(
      rows.flatMap(({ place, info }) => {
        const source = sourceOf(place);
        return source ? [{ place, source, values: info.values }] : [];
      }),
    );
  };
  return (
    <div class="scan-bar">
      {progress ? (
        <Running progress={progress} />
      ) : (
        <button type="button" disabled={rows.length === 0} onClick={start}>
          {words}
        </button>
      )}
      <span role="status" class={progress ? 'hidden-words' : undefined}>
        {!progress && count > 0 && t('scan.done', { count, n: whole(count) })}
      </span>
      <span class="hint scan-settings">
        {stale
          ? t('scan.settingsStale', { settings: settingsName(state.value.settings), stale: settingsName(stale) })
          : t('scan.settings', { settings: settingsName(state.value.settings) })}
      </span>
      {count > 0 && !progress && <Exports />}
      {scan.fault.value !== undefined && (
        <p class="fault" role="alert">
          {t('scan.stopped', { why: scan.fault.value })}
        </p>
      )}
    </div>
  );
};

/**
 * What the export menu holds: numbers, programs, pictures.
 */
import { chartImage } from '../charts/export';
import type { Chart } from '../engine/wasm';
import { exportFile } from '../state/store';
import { save } from '../ui/save';
import { told } from './export';

const DATA = 'quantscope.json';

const FILES = [
  { what: 'json', words: 'Settings, metrics, codes', button: 'JSON', name: DATA },
  { what: 'csv', words: 'Values as a table', button: 'CSV', name: 'quantscope.csv' },
  { what: 'numpy', words: 'Program in NumPy', button: 'NumPy', name: 'quantscope_numpy.py' },
  { what: 'torch', words: 'Program in PyTorch', button: 'PyTorch', name: 'quantscope_torch.py' },
] as const;

const CHARTS: readonly { chart: Chart; words: string }[] = [
  { chart: 'number-line', words: 'Number line' },
  { chart: 'series', words: 'Value after value' },
  { chart: 'transfer', words: 'Staircase' },
  { chart: 'histogram', words: 'Histogram' },
  { chart: 'bench', words: 'Clipping bench' },
  { chart: 'map', words: 'Tensor' },
];

/** Programs of large tensors read the numbers from the JSON export. */
const companion = async (blob: Blob): Promise<string> =>
  blob.type === 'text/x-python' && (await blob.text()).includes(DATA) ? ` It reads ${DATA}: save the JSON beside it.` : '';

const keep = async (made: Promise<Blob | undefined>, name: string): Promise<void> => {
  told.value = `Writing ${name} …`;
  try {
    const blob = await made;
    if (blob) save(blob, name);
    told.value = blob ? `Saved ${name}.${await companion(blob)}` : 'There is nothing to save yet.';
  } catch (error) {
    told.value = `${name} could not be written: ${error instanceof Error ? error.message : String(error)}`;
  }
};

const PictureLine = ({ chart, words }: { chart: Chart; words: string }) => (
  <li class="menu-line">
    <span>{words}</span>
    <span class="together">
      {(['png', 'svg'] as const).map((format) => (
        <button
          key={format}
          type="button"
          aria-label={`${words} as ${format.toUpperCase()}`}
          onClick={() => void keep(chartImage(chart, format), `quantscope-${chart}.${format}`)}
        >
          {format.toUpperCase()}
        </button>
      ))}
    </span>
  </li>
);

export const ExportContent = () => (
  <>
    <h2>Numbers and programs</h2>
    <ul>
      {FILES.map(({ what, words, button, name }) => (
        <li class="menu-line" key={what}>
          <span>{words}</span>
          <button type="button" onClick={() => void keep(exportFile(what), name)}>
            {button}
          </button>
        </li>
      ))}
    </ul>
    <h2>Pictures</h2>
    <ul>
      {CHARTS.map((line) => (
        <PictureLine key={line.chart} {...line} />
      ))}
    </ul>
    <p class="hint menu-told" role="status">
      {told.value}
    </p>
  </>
);

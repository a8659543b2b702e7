/**
 * The content of the export menu: numbers, programs, charts.
 */
import { chartImage } from '../../charts/frame/export';
import type { Chart } from '../../engine/wasm';
import { t } from '../../i18n';
import { exportFile } from '../../state/store';
import { save } from '../../ui/save';
import { exportStatus } from './export';

const DATA = 'quantscope.json';

const FILES = [
  { what: 'json', button: 'JSON', name: DATA },
  { what: 'csv', button: 'CSV', name: 'quantscope.csv' },
  { what: 'numpy', button: 'NumPy', name: 'quantscope_numpy.py' },
  { what: 'torch', button: 'PyTorch', name: 'quantscope_torch.py' },
] as const;

const CHARTS: readonly Chart[] = ['number-line', 'series', 'transfer', 'histogram', 'bench', 'map'];

/** Whether a program reads the numbers from the JSON export, as those for large tensors do. */
const needsData = async (blob: Blob): Promise<boolean> => blob.type === 'text/x-python' && (await blob.text()).includes(DATA);

const keep = async (made: Promise<Blob | undefined>, name: string): Promise<void> => {
  exportStatus.value = t('export.writing', { name });
  try {
    const blob = await made;
    if (blob) save(blob, name);
    if (!blob) exportStatus.value = t('export.nothing');
    else exportStatus.value = (await needsData(blob)) ? t('export.savedReading', { name, data: DATA }) : t('export.saved', { name });
  } catch (error) {
    exportStatus.value = t('export.failed', { name, why: error instanceof Error ? error.message : String(error) });
  }
};

/** The report is a part of the page of its own, which prints it without this menu, too. */
const printed = async (): Promise<void> => (await import('../report/report')).printReport();

const PictureLine = ({ chart }: { chart: Chart }) => (
  <li class="menu-line">
    <span>{t(`export.chart.${chart}`)}</span>
    <span class="together">
      {(['png', 'svg'] as const).map((format) => (
        <button
          key={format}
          type="button"
          aria-label={t('export.pictureAs', { chart: t(`export.chart.${chart}`), format: format.toUpperCase() })}
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
    <h2>{t('export.numbers')}</h2>
    <ul>
      {FILES.map(({ what, button, name }) => (
        <li class="menu-line" key={what}>
          <span>{t(`export.file.${what}`)}</span>
          <button type="button" onClick={() => void keep(exportFile(what), name)}>
            {button}
          </button>
        </li>
      ))}
    </ul>
    <h2>{t('export.pictures')}</h2>
    <ul>
      {CHARTS.map((chart) => (
        <PictureLine key={chart} chart={chart} />
      ))}
    </ul>
    <h2>{t('export.paper')}</h2>
    <ul>
      <li class="menu-line">
        <span>{t('export.report')}</span>
        <button type="button" onClick={() => void printed()}>
          {t('ui.print')}
        </button>
      </li>
    </ul>
    <p class="hint menu-status" role="status">
      {exportStatus.value}
    </p>
  </>
);

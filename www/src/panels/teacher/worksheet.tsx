/**
 * The worksheet to print: the arithmetic of some values of the data on show with blanks in place of numbers, and the answers
 * on a second page.
 */
import { useSignal } from '@preact/signals';
import type { ChartSizes, Frame } from '../../engine/wasm';
import { t } from '../../i18n';
import { askAbout, shown, type Shown } from '../../state/store';
import { schemeName } from '../quantizer/schemes';

type Trace = Frame['trace'];

/** The number of values on a sheet: as many as fit on a page. */
const MOST = 6;

/** No chart of this study is shown. */
const SMALLEST: ChartSizes = {
  charts: [],
  line: 40,
  line_height: 40,
  upright: false,
  series: 40,
  histogram: 40,
  map_width: 40,
  map_height: 40,
  tables: [],
  measures: false,
};

/** The arithmetic of a few values, evenly spaced from the first to the last. */
const tracesOf = async ({ state: { source, settings, view }, frame: { readout } }: Shown): Promise<Trace[]> => {
  const traces: Trace[] = [];
  const count = Math.min(MOST, readout.len);
  for (let i = 0; i < count; i += 1) {
    const selected = Math.floor((i * readout.len) / count);
    const studied = await askAbout(source, 'study', { settings, view: { ...view, selected }, sizes: SMALLEST });
    if (studied) traces.push(studied.frame.trace);
  }
  return traces;
};

const Sheet = ({ traces, solved, of }: { traces: readonly Trace[]; solved: boolean; of: Shown }) => {
  const { settings } = of.state;
  return (
    <article class="sheet">
      <h4>{t(solved ? 'teacher.sheetAnswers' : 'teacher.sheetTitle')}</h4>
      <p>{t('teacher.sheetSettings', { scheme: schemeName(settings.scheme), bits: settings.bits })}</p>
      {!solved && <p class="sheet-name">{t('teacher.sheetName')}</p>}
      <table>
        {traces.map((trace, place) => (
          <tbody key={trace.index}>
            <tr>
              <th colSpan={3} scope="rowgroup">
                {trace.name}
              </th>
            </tr>
            {trace.lines.map(({ label, work, result, exact }, i) =>
              place > 0 && exact === traces[0]?.lines[i]?.exact ? null : (
                <tr key={i}>
                  <td>{label}</td>
                  <td>{work}</td>
                  <td class={solved ? undefined : 'blank'}>{solved ? `= ${result}` : '='}</td>
                </tr>
              ),
            )}
          </tbody>
        ))}
      </table>
    </article>
  );
};

export const Worksheet = () => {
  const made = useSignal<{ traces: readonly Trace[]; of: Shown } | undefined>(undefined);
  const make = async (): Promise<void> => {
    const of = shown.peek();
    if (of) made.value = { traces: await tracesOf(of), of };
  };
  return (
    <section aria-labelledby="teacher-sheet">
      <h3 id="teacher-sheet">{t('teacher.worksheet')}</h3>
      <p class="hint">{t('teacher.worksheetWords')}</p>
      <div class="together">
        <button type="button" onClick={() => void make()}>
          {t('teacher.makeSheet')}
        </button>
        {made.value && (
          <button type="button" class="primary" onClick={() => print()}>
            {t('ui.print')}
          </button>
        )}
      </div>
      {made.value && (
        <div class="worksheet">
          <Sheet {...made.value} solved={false} />
          <Sheet {...made.value} solved />
        </div>
      )}
    </section>
  );
};

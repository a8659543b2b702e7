/**
 * The methods side by side at equal bits: the outputs of each, on these inputs and on made ones without and with outlier channels, and
 * what each costs.
 */
import { decibel } from '../../engine/numbers';
import type { Method } from '../../engine/wasm';
import { t } from '../../i18n';
import {
  bestOf,
  compared,
  followComparison,
  isComparing,
  reportOf,
  resultOf,
  stopComparison,
  TRIALS,
  type Trial,
} from '../../state/layer/comparison';
import { layerSettings } from '../../state/layer/layer';
import { chooseMethod } from './controls/controls';
import { useFollowing } from './following';
import './methods.css';
import { MethodsFiles } from './methods-files';
import { costWords, methodWords } from './names';

/** The finite ratios of a trial. */
const ratios = (methods: readonly Method[], trial: Trial): number[] =>
  methods.flatMap((method) => {
    const db = reportOf(method, trial)?.evaluation.sqnr_db;
    return db === undefined || !Number.isFinite(db) ? [] : [db];
  });

const Cell = ({ method, trial, most }: { method: Method; trial: Trial; most: number }) => {
  const result = resultOf(method, trial);
  if (!result) return <td>…</td>;
  if ('refusal' in result) return <td title={result.refusal}>—</td>;
  const { evaluation, calibration } = result.report;
  const db = evaluation.sqnr_db;
  if (db === undefined) return <td>—</td>;
  const share = Number.isFinite(db) && most > 0 ? Math.max(db, 0) / most : 1;
  const seen = calibration?.sqnr_db;
  return (
    <td class="layer-ratio" title={seen === undefined ? undefined : t('layer.methods.calibration', { db: decibel(seen) })}>
      <span class="layer-bar" style={{ width: `${5 * share}rem` }} />
      {decibel(db)}
    </td>
  );
};

/** What follows from the numbers: which is best where, and whether the ranking changes. */
const finding = (methods: readonly Method[]): string => {
  const [now, even, outliers] = TRIALS.map((trial) => bestOf(methods, trial));
  if (!now || !even || !outliers) return isComparing.value ? t('layer.methods.measuring') : '';
  if (now.method.name === even.method.name && now.method.name === outliers.method.name) {
    return t('layer.methods.always', { method: methodWords(now.method.name), db: decibel(now.db) });
  }
  const values = { even: methodWords(even.method.name), outliers: methodWords(outliers.method.name) };
  const said = t('layer.methods.best', { method: methodWords(now.method.name), db: decibel(now.db) });
  return `${said} ${t(even.method.name === outliers.method.name ? 'layer.methods.alike' : 'layer.methods.differ', values)}`;
};

const cost = (method: Method): string => {
  const report = reportOf(method, 'shown');
  return (report && costWords(report.cost)) ?? t('layer.cost.none');
};

export const Methods = () => {
  useFollowing(() => followComparison(compared()), stopComparison);
  const methods = compared();
  const { name: now } = layerSettings.value.method;
  const most = Object.fromEntries(TRIALS.map((trial) => [trial, Math.max(0, ...ratios(methods, trial))]));
  return (
    <div class="layer-methods" aria-busy={isComparing.value}>
      <p class="layer-finding">{finding(methods)}</p>
      <div class="layer-methods-table" role="region" aria-label={t('layer.view.methods')} tabIndex={0}>
        <table>
          <caption class="hidden-words">{t('layer.methods.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('layer.control.method')}</th>
              {TRIALS.map((trial) => (
                <th scope="col" key={trial}>
                  {t(`layer.trial.${trial}`)}
                </th>
              ))}
              <th scope="col">{t('layer.methods.costs')}</th>
            </tr>
          </thead>
          <tbody>
            {methods.map((method) => (
              <tr key={method.name} class={method.name === now ? 'now' : undefined}>
                <th scope="row">
                  <button type="button" aria-pressed={method.name === now} onClick={() => chooseMethod(method.name)}>
                    {methodWords(method.name)}
                  </button>
                </th>
                {TRIALS.map((trial) => (
                  <Cell key={trial} method={method} trial={trial} most={most[trial] ?? 0} />
                ))}
                <td class="layer-cost">{cost(method)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <MethodsFiles />
    </div>
  );
};

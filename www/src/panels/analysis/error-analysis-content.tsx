/**
 * The content of the error analysis: the error by channels, by outliers, by granularities.
 */
import { Choice } from '../../ui/choice';
import { select } from '../../charts/selection/selection';
import { t } from '../../i18n';
import { part, type Part } from '../../state/lab';
import { shown } from '../../state/store';
import { DialogHead } from '../../ui/dialog';
import { ChannelAnalysis } from './channels';
import { GranularityAnalysis } from './granularities';
import { OutlierAnalysis } from './outliers';
import { settingsName } from '../quantizer/settings-words';
import './error-analysis.css';

const PARTS: readonly Part[] = ['channels', 'outliers', 'ladder'];

export const ErrorAnalysisContent = ({ close }: { close: () => void }) => {
  const go = (index: number): void => {
    close();
    select(index);
  };
  const settings = shown.value?.state.settings;
  return (
    <>
      <DialogHead title={t('lab.title')} close={close}>
        <div class="analysis-parts">
          <Choice
            label={t('lab.lookAt')}
            value={part.value}
            options={PARTS.map((one) => [one, t(`lab.part.${one}`)])}
            onChange={(chosen) => {
              part.value = chosen;
            }}
          />
        </div>
        <span class="hint">{settings && settingsName(settings)}</span>
      </DialogHead>
      {part.value === 'channels' && <ChannelAnalysis go={go} />}
      {part.value === 'outliers' && <OutlierAnalysis go={go} />}
      {part.value === 'ladder' && <GranularityAnalysis close={close} />}
    </>
  );
};

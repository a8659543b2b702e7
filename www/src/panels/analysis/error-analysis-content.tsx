/**
 * The content of the error analysis: the error by channels, by outliers, by granularities.
 */
import { Choice } from '../../ui/choice';
import { select } from '../../charts/selection/selection';
import { t } from '../../i18n';
import { tab, type Tab } from '../../state/analysis/error-analysis';
import { shown } from '../../state/store';
import { DialogHead } from '../../ui/dialog';
import { ChannelAnalysis } from './channels';
import { GranularityAnalysis } from './granularities';
import { OutlierAnalysis } from './outliers';
import { settingsName } from '../quantizer/settings-words';
import './error-analysis.css';

const TABS: readonly Tab[] = ['channels', 'outliers', 'ladder'];

export const ErrorAnalysisContent = ({ close }: { close: () => void }) => {
  const go = (index: number): void => {
    close();
    select(index);
  };
  const settings = shown.value?.state.settings;
  return (
    <>
      <DialogHead title={t('errors.title')} close={close}>
        <div class="analysis-parts">
          <Choice
            label={t('errors.lookAt')}
            value={tab.value}
            options={TABS.map((one) => [one, t(`errors.part.${one}`)])}
            onChange={(chosen) => {
              tab.value = chosen;
            }}
          />
        </div>
        <span class="hint">{settings && settingsName(settings)}</span>
      </DialogHead>
      {tab.value === 'channels' && <ChannelAnalysis go={go} />}
      {tab.value === 'outliers' && <OutlierAnalysis go={go} />}
      {tab.value === 'ladder' && <GranularityAnalysis close={close} />}
    </>
  );
};

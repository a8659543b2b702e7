/**
 * Where the error is, and what it costs to keep it away: by channels, by single values, by finer scales.
 */
import { Choice } from '../charts/choice';
import { select } from '../charts/selection';
import { part } from '../state/lab';
import { shown } from '../state/store';
import { DialogHead } from '../ui/dialog';
import { LabChannels } from './lab-channels';
import { LabLadder } from './lab-ladder';
import { LabOutliers } from './lab-outliers';
import { settingsName } from './settings-words';
import './lab.css';

export const LabContent = ({ close }: { close: () => void }) => {
  const go = (index: number): void => {
    close();
    select(index);
  };
  const settings = shown.value?.state.settings;
  return (
    <>
      <DialogHead title="Where is the error?" close={close}>
        <div class="lab-parts">
          <Choice
            label="Look at"
            value={part.value}
            options={[
              ['channels', 'Channels'],
              ['outliers', 'Outliers'],
              ['ladder', 'Granularity'],
            ]}
            onChange={(chosen) => {
              part.value = chosen;
            }}
          />
        </div>
        <span class="hint">{settings && settingsName(settings)}</span>
      </DialogHead>
      {part.value === 'channels' && <LabChannels go={go} />}
      {part.value === 'outliers' && <LabOutliers go={go} />}
      {part.value === 'ladder' && <LabLadder close={close} />}
    </>
  );
};

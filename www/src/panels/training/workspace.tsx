/**
 * The workspace of a training: what a small network says in float, after rounding, and trained with rounding; below, how it came to that.
 */
import { useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { addWords, t } from '../../i18n';
import words from '../../i18n/en/workspaces/training.json';
import type { TrainingNetwork } from '../../engine/wasm';
import { fault, followTraining, settings, shown, warnings } from '../../state/training/training';
import { STAGE } from '../stage/skip';
import { Controls } from './controls';
import { Figure } from './figure';
import { Lead } from './lead';
import { WeightSelect } from './weight-select';
import { HealingWord } from './learning-word';
import { EstimatorWord, OutputsWord, ScalesWord } from './rounding-words';
import { DataWord, NetworkWord } from './words';
import './training.css';

/** The name of a network and how it does. */
const Title = ({ name, of }: { name: string; of: TrainingNetwork | undefined }) => (
  <>
    <span>{name}</span> <b>{of?.figure ?? ''}</b>
  </>
);

/** Differs where the picture of a network that is not trained any more does. */
const keyOf = (of: TrainingNetwork | undefined): string => `${of?.loss} ${of?.figure}`;

const Pictures = () => {
  const frame = useComputed(() => shown.value?.frame).value;
  const now = settings.value;
  return (
    <div class="training-pictures">
      <Figure chart="float" title={<Title name={t('training.float')} of={frame?.float} />} part={frame?.float.part} drawnKey={keyOf(frame?.float)}>
        <p class="training-words">
          {now && <DataWord of={now} />}
          {now && <NetworkWord of={now} />}
        </p>
      </Figure>
      <Figure chart="after" title={<Title name={t('training.after')} of={frame?.after} />} part={frame?.after?.part} drawnKey={keyOf(frame?.after)}>
        <p class="training-words">
          {now && <ScalesWord of={now} />}
          {now && <OutputsWord of={now} />}
        </p>
      </Figure>
      <Figure chart="healed" title={<Title name={t('training.healed')} of={frame?.healed} />} part={frame?.healed?.part}>
        <p class="training-words">
          {now && <EstimatorWord of={now} />}
          {now && <HealingWord of={now} />}
        </p>
      </Figure>
    </div>
  );
};

const Charts = () => {
  const frame = useComputed(() => shown.value?.frame).value;
  return (
    <div class="training-charts">
      <Figure chart="curves" title={t('training.chart.curves')} part={frame?.curves} />
      <Figure chart="weights" title={t('training.chart.weights')} part={frame?.weights} tools={<WeightSelect />} />
      <Figure chart="gradient" title={t('training.chart.gradient')} part={frame?.gradient} />
    </div>
  );
};

/** `children` are a lesson; it stands beside the workspace. */
const TrainingWorkspace = ({ hasLesson, children }: { hasLesson: boolean; children: ComponentChildren }) => {
  useEffect(followTraining, []);
  return (
    <div class="look-page" data-lesson={hasLesson}>
      {children}
      <main class="look training" id={STAGE} tabIndex={-1} aria-busy={shown.value === undefined && fault.value === undefined}>
        <Lead />
        {warnings.value.map((one) => (
          <p class="fault training-warning" role="status" key={one}>
            {one}
          </p>
        ))}
        <Controls />
        <Pictures />
        <Charts />
      </main>
    </div>
  );
};

/** The workspace, once its words are there. */
export const withTrainingWords = (): typeof TrainingWorkspace => {
  addWords('training', words);
  return TrainingWorkspace;
};

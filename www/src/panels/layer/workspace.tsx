/**
 * The workspace of the layer: what comes out of it under the settings, in a sentence, controls that continue those of the weight, and
 * pictures. It begins once the page's own instance has the rest of the wasm module.
 */
import { signal, useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { startRest } from '../../engine/wasm';
import { addWords, t } from '../../i18n';
import words from '../../i18n/en/workspaces/layer.json';
import { hasInputs } from '../../state/analysis/outputs';
import { followLayer, stopLayer } from '../../state/layer/layer';
import { isHidden } from '../../state/parts';
import { shown } from '../../state/store';
import { Sentence } from '../sentence/sentence';
import { STAGE } from '../stage/skip';
import { Card } from './card';
import { LayerControls } from './controls/controls';
import { useFollowing } from './following';
import './layer.css';
import { LayerLead } from './lead';
import { NoInputs } from './no-inputs';
import { Views } from './views';

/** Whether the page's own instance can read and draw layers, or why not. */
const ready = signal<true | { refusal: string } | undefined>(undefined);

const prepare = async (): Promise<void> => {
  try {
    await startRest();
    ready.value = true;
  } catch (error) {
    ready.value = { refusal: t('state.engineNotLoaded', { why: String(error) }) };
  }
};

const Content = () => {
  const isThere = useComputed(() => shown.value !== undefined && hasInputs(shown.value.state)).value;
  useFollowing(followLayer, stopLayer);
  const isKnown = useComputed(() => shown.value !== undefined).value;
  return (
    <>
      {!isHidden('words') && <LayerLead />}
      <Sentence words={<LayerControls />} />
      {isThere && (
        <div class="layer-body">
          <Views />
          {!isHidden('readout') && <Card />}
        </div>
      )}
      {isKnown && !isThere && <NoInputs />}
    </>
  );
};

/** `children` are a lesson; it stands beside the workspace. */
const LayerWorkspace = ({ hasLesson, children }: { hasLesson: boolean; children: ComponentChildren }) => {
  useEffect(() => void prepare(), []);
  const now = ready.value;
  return (
    <div class="look-page" data-lesson={hasLesson}>
      {children}
      <main class="look layer" id={STAGE} tabIndex={-1} data-lesson={hasLesson} aria-busy={now === undefined}>
        <h2 class="hidden-words">{t('layer.title')}</h2>
        {now === true && <Content />}
        {typeof now === 'object' && (
          <p class="fault" role="alert">
            {now.refusal}
          </p>
        )}
      </main>
    </div>
  );
};

/** The workspace, once its words are there. */
export const withLayerWords = (): typeof LayerWorkspace => {
  addWords('layer', words);
  return LayerWorkspace;
};

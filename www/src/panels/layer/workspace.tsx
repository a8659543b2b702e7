/**
 * The workspace of the layer.
 */
import type { ComponentChildren } from 'preact';
import { addWords, t } from '../../i18n';
import words from '../../i18n/en/workspaces/layer.json';
import { STAGE } from '../stage/skip';

/** `children` are a lesson; it stands beside the workspace. */
const LayerWorkspace = ({ hasLesson, children }: { hasLesson: boolean; children: ComponentChildren }) => (
  <div class="look-page" data-lesson={hasLesson}>
    <main class="look" id={STAGE} tabIndex={-1}>
      <h2>{t('layer.title')}</h2>
    </main>
    {children}
  </div>
);

/** The workspace, once its words are there. */
export const withLayerWords = (): typeof LayerWorkspace => {
  addWords('layer', words);
  return LayerWorkspace;
};

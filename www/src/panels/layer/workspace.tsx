/**
 * The workspace of the layer.
 */
import type { ComponentChildren } from 'preact';
import { addWords, t } from '../../i18n';
import words from '../../i18n/en/workspaces/layer.json';
import { STAGE } from '../stage/skip';

addWords('layer', words);

/** `children` are a lesson; it stands beside the workspace. */
export const LayerWorkspace = ({ hasLesson, children }: { hasLesson: boolean; children: ComponentChildren }) => (
  <div class="look-page" data-lesson={hasLesson}>
    <main class="look" id={STAGE} tabIndex={-1}>
      <h2>{t('layer.title')}</h2>
    </main>
    {children}
  </div>
);

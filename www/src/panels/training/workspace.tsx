/**
 * The workspace of a training.
 */
import type { ComponentChildren } from 'preact';
import { addWords, t } from '../../i18n';
import words from '../../i18n/en/workspaces/training.json';
import { STAGE } from '../stage/skip';

/** `children` are a lesson; it stands beside the workspace. */
const TrainingWorkspace = ({ hasLesson, children }: { hasLesson: boolean; children: ComponentChildren }) => (
  <div class="look-page" data-lesson={hasLesson}>
    <main class="look" id={STAGE} tabIndex={-1}>
      <h2>{t('training.title')}</h2>
    </main>
    {children}
  </div>
);

/** The workspace, once its words are there. */
export const withTrainingWords = (): typeof TrainingWorkspace => {
  addWords('training', words);
  return TrainingWorkspace;
};

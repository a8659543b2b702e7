/**
 * The first stops of the Tab key: skip the header to the lesson, or that and the controls to the charts.
 */
import { t } from '../../i18n';

/** The id of what it leads to. */
export const STAGE = 'charts';

/** The id of the words of a lesson's step. */
export const LESSON = 'lesson';

const Skip = ({ to, words }: { to: string; words: string }) => (
  <button type="button" class="skip" onClick={() => document.getElementById(to)?.focus()}>
    {words}
  </button>
);

export const SkipButtons = ({ hasLesson }: { hasLesson: boolean }) => (
  <>
    {hasLesson && <Skip to={LESSON} words={t('access.skipToLesson')} />}
    <Skip to={STAGE} words={t('access.skip')} />
  </>
);

/**
 * The button that opens the list of lessons, and the dialogs of the list and of the teacher's page. Both load when the page is idle.
 */
import { t } from '../../i18n';
import { fetchLessons } from '../../state/lessons';
import { createDialog } from '../../ui/dialog';
import { later } from '../../ui/lazy';

/** Loads a component after the lessons, which both dialogs list. */
const withLessons = async <T,>(load: () => Promise<T>): Promise<T> => {
  await fetchLessons();
  return load();
};

const menu = createDialog({
  title: 'lessons.lessons',
  kind: 'wide-dialog lessons',
  Content: later(async () => (await withLessons(() => import('./menu'))).LessonMenu),
});

const teacherPage = createDialog({
  title: 'lessons.forTeachers',
  kind: 'wide-dialog teacher',
  Content: later(async () => (await withLessons(() => import('../teacher/teacher'))).withTeacherWords()),
});

/** Opens the teacher's page. */
export const showTeacherPage = teacherPage.show;

export const LessonsButton = () => <menu.Opener>{t('lessons.lessons')}</menu.Opener>;

export const LessonsDialogs = () => (
  <>
    <menu.Dialog />
    <teacherPage.Dialog />
  </>
);

/**
 * The button for the list of lessons, its dialog, and the teacher's page, which is opened from it. Both are loaded when the page is idle.
 */
import { signal } from '@preact/signals';
import { t } from '../../i18n';
import { fetchLessons } from '../../state/lessons';
import { Dialog, Opener } from '../../ui/dialog';
import { later } from '../../ui/lazy';

/** Both show all lessons. */
const withLessons = async <T,>(load: () => Promise<T>): Promise<T> => {
  await fetchLessons();
  return load();
};

const LessonMenu = later(async () => (await withLessons(() => import('./menu'))).LessonMenu);
const TeacherPage = later(async () => (await withLessons(() => import('../teacher/teacher'))).TeacherPage);

const isOpen = signal(false);
const teaches = signal(false);

/** Opens the teacher's page. */
export const showTeacherPage = (): void => {
  teaches.value = true;
};

export const Lessons = () => (
  <>
    <Opener isOpen={isOpen}>{t('lessons.lessons')}</Opener>
    <Dialog isOpen={isOpen} title={t('lessons.lessons')} kind="wide-dialog lessons" Content={LessonMenu} />
    <Dialog isOpen={teaches} title={t('teacher.title')} kind="wide-dialog teacher" Content={TeacherPage} />
  </>
);

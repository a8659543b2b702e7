/**
 * The button for the list of lessons, and its dialog. The list is loaded when the page is idle.
 */
import { signal } from '@preact/signals';
import { t } from '../../i18n';
import { Dialog, Opener } from '../../ui/dialog';
import { LessonMenu } from '../lazy';

const isOpen = signal(false);

export const Lessons = () => (
  <>
    <Opener isOpen={isOpen}>{t('lessons.lessons')}</Opener>
    <Dialog isOpen={isOpen} title={t('lessons.lessons')} kind="workbench lessons" Content={LessonMenu} />
  </>
);

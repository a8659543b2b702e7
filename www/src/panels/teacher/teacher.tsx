/**
 * The teacher's page, opened from the list of lessons: a link for the class, the plan and the answers of a lesson, a worksheet, the
 * change of a lesson, and the hand-ins of a class.
 */
import { computed, signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { addWords, t } from '../../i18n';
import words from '../../i18n/en/workspaces/teacher.json';
import { localized } from '../../lessons/words';
import { lesson } from '../../state/lesson';
import { lessons, otherLessons } from '../../state/lessons';
import { DialogHead } from '../../ui/dialog';
import { TabList } from '../../ui/tab-list';
import { Adapt } from './adapt/adapt';
import { addFiles, ClassView } from './class/class-view';
import { LinkForm } from './link-form';
import { PlanAndKey } from './plan';
import './teacher.css';
import type { ToolProps } from './tool';
import { Worksheet } from './worksheet';

/** The id of the chosen lesson; empty for no lesson. */
const chosen = signal<string | undefined>(undefined);
const prepared = computed(() => chosen.value ?? lesson.value?.id ?? '');

const TOOLS = ['link', 'plan', 'worksheet', 'adapt', 'class'] as const;
type Tool = (typeof TOOLS)[number];

const tool = signal<Tool>('link');

const PANEL = 'teacher-tool';

const TOOL: Record<Tool, FunctionComponent<ToolProps>> = { link: LinkForm, plan: PlanAndKey, worksheet: Worksheet, adapt: Adapt, class: ClassView };

/** Chooses a lesson for the tools. */
const choose = (id: string): void => {
  chosen.value = id;
};

/** All lessons: the page's own first. */
const listed = computed(() => [...lessons.value, ...otherLessons.value]);

const LessonSelect = ({ of }: Pick<ToolProps, 'of'>) => (
  <p class="teacher-what">
    <label>
      {t('teacher.what')}{' '}
      <select onChange={(event) => choose(event.currentTarget.value)}>
        <option value="" selected={!of}>
          {t('teacher.freePlay')}
        </option>
        {listed.value.map(({ id, title }, i) => (
          <option key={id} value={id} selected={id === of?.id}>
            {i + 1}. {localized(title)}
          </option>
        ))}
      </select>
    </label>
  </p>
);

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Files dropped anywhere on the teacher's page are hand-ins; the page behind it must not open them as tensors. */
const dropped = (event: DragEvent): void => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.type !== 'drop') return;
  tool.value = 'class';
  void addFiles(event.dataTransfer?.files ?? []);
};

const TeacherPage = ({ close }: { close: () => void }) => {
  const of = listed.value.find(({ id }) => id === prepared.value);
  const Tool = TOOL[tool.value];
  return (
    <div class="teacher-page" onDragEnter={dropped} onDragOver={dropped} onDrop={dropped}>
      <DialogHead title={t('lessons.forTeachers')} close={close} />
      <div class="teacher-tools">
        <TabList
          label={t('teacher.tools')}
          panel={PANEL}
          value={tool.value}
          tabs={TOOLS.map((one) => [one, t(`teacher.tab.${one}`)] as const)}
          onChoose={(one) => {
            tool.value = one;
          }}
        />
      </div>
      <div id={PANEL} role="tabpanel" aria-label={t(`teacher.tab.${tool.value}`)} class="teacher-tool" data-tool={tool.value}>
        {tool.value !== 'class' && <LessonSelect of={of} />}
        <Tool of={of} close={close} choose={choose} />
      </div>
    </div>
  );
};

/** The page, once its words are there. */
export const withTeacherWords = (): typeof TeacherPage => {
  addWords('teacher', words);
  return TeacherPage;
};

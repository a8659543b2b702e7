/**
 * Parts of the page that the first picture does without: loaded when the page is idle, so that nothing has to be
 * asked of the network later, or when they are first needed.
 */
import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { fetchLessons } from '../state/lessons';
import { whenIdle } from '../ui/idle';

type Later<P> = {
  /** The part; nothing as long as it is on its way. */
  Part: FunctionComponent<P>;
  fetch: () => Promise<void>;
};

const later = <P extends object>(load: () => Promise<FunctionComponent<P>>): Later<P> => {
  const loaded = signal<{ Loaded: FunctionComponent<P> } | undefined>(undefined);
  const fetch = async (): Promise<void> => {
    loaded.value ??= { Loaded: await load() };
  };
  const Part = (props: P) => {
    useEffect(() => void fetch(), []);
    const Loaded = loaded.value?.Loaded;
    return Loaded ? <Loaded {...props} /> : null;
  };
  return { Part, fetch };
};

const proof = later(async () => (await import('./proof-content')).ProofContent);
const formats = later(async () => (await import('./format-bench-content')).FormatComparisonContent);
const lab = later(async () => (await import('./lab-content')).ErrorAnalysisContent);
const list = later(async () => (await import('./tensor-list')).TensorList);
const against = later(async () => (await import('./against')).FloatComparisonContent);
const stored = later(async () => (await import('./stored-block')).StoredBlock);
const shape = later(async () => (await import('./file-data')).Shape);
const terms = later(async () => (await import('./terms')).TermWords);
const comparison = later(async () => (await import('./comparison')).Comparison);
const exporting = later(async () => (await import('./export-content')).ExportContent);
const disagreements = later(async () => (await import('./disagreement-list')).DisagreementList);
const float = later(async () => (await import('./float')).FloatParameters);
const blocks = later(async () => (await import('./blocks')).BlockParameters);
const provenance = later(async () => (await import('./file-data')).Provenance);
const lessonPanel = later(async () => (await import('./lesson/panel')).LessonPanel);
/** Both show all lessons. */
const withLessons = async <T,>(load: () => Promise<T>): Promise<T> => {
  await fetchLessons();
  return load();
};
const lessonMenu = later(async () => (await withLessons(() => import('./lesson/menu'))).LessonMenu);

const teacher = later(async () => (await withLessons(() => import('./teacher/teacher'))).TeacherPage);

export const TeacherPage = teacher.Part;
export const LessonPanel = lessonPanel.Part;
export const LessonMenu = lessonMenu.Part;
export const TermWords = terms.Part;
export const Comparison = comparison.Part;
export const ExportContent = exporting.Part;
export const DisagreementList = disagreements.Part;
export const FloatParameters = float.Part;
export const BlockParameters = blocks.Part;
export const ProofContent = proof.Part;
export const FormatComparisonContent = formats.Part;
export const ErrorAnalysisContent = lab.Part;
export const TensorList = list.Part;
export const FloatComparisonContent = against.Part;
export const StoredBlock = stored.Part;
export const FileShape = shape.Part;
export const FileProvenance = provenance.Part;

/** Fetches all of them once there is nothing more urgent. One that cannot be had now is asked for again when it is needed. */
export const fetchWhenIdle = (): void => {
  const parts = [terms, float, blocks, exporting, comparison, disagreements, proof, formats, lab, list, against, stored, shape, provenance, lessonPanel, lessonMenu, teacher];
  whenIdle(() => parts.forEach(({ fetch }) => void fetch().catch(() => undefined)));
};

/**
 * What each tool of the teacher's page is given.
 */
import type { Lesson } from '../../lessons/schema';

export type ToolProps = {
  /** The chosen lesson; nothing for what is shown now. */
  of: Lesson | undefined;
  /** Closes the teacher's page. */
  close: () => void;
  /** Chooses a lesson by its id. */
  choose: (id: string) => void;
};

/**
 * What is answered and sent off with Enter or its button, within the page.
 */
import type { ComponentChildren } from 'preact';

/** What each kind of question is given: what is asked, the lesson's name and the step's number from 0. */
export type QuestionProps<Q> = { question: Q; id: string; place: number };

export const QuestionForm = ({ onCheck, children }: { onCheck: () => void; children: ComponentChildren }) => (
  <form
    class="question"
    onSubmit={(event) => {
      event.preventDefault();
      onCheck();
    }}
  >
    {children}
  </form>
);

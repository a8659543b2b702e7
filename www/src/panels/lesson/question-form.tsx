/**
 * What is answered and sent off with Enter or its button, within the page.
 */
import type { ComponentChildren } from 'preact';

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

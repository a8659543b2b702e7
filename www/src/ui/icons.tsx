/**
 * The few drawings on buttons. Always beside or instead of words that the button's label holds.
 */
const Icon = ({ path }: { path: string }) => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
    <path d={path} />
  </svg>
);

export const UndoIcon = () => <Icon path="M3 6h6.5a3.5 3.5 0 0 1 0 7H6M6 3 3 6l3 3" />;
export const RedoIcon = () => <Icon path="M13 6H6.5a3.5 3.5 0 0 0 0 7H10M10 3l3 3-3 3" />;
export const AgainIcon = () => <Icon path="M13 8a5 5 0 1 1-1.5-3.6L13 6M13 2.5V6H9.5" />;
export const PreviousIcon = () => <Icon path="m10 3-5 5 5 5" />;
export const NextIcon = () => <Icon path="m6 3 5 5-5 5" />;

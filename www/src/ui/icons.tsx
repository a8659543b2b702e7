/**
 * The icons of buttons. Decorative: each button has its words or an accessible name.
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
export const SoundIcon = () => <Icon path="M2 6h2.5L8 3v10L4.5 10H2zM10.5 6a3 3 0 0 1 0 4M12.5 4a6 6 0 0 1 0 8" />;
export const PlayIcon = () => <Icon path="M5 3v10l8-5z" />;
export const StopIcon = () => <Icon path="M4 4h8v8H4z" />;
export const SpotlightIcon = () => <Icon path="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" />;
export const FullScreenIcon = () => <Icon path="M1.5 2.5h13v9h-13zM5.5 14h5M4.5 6.5v-1h2M11.5 7.5v1h-2" />;
export const MoreIcon = () => <Icon path="M3.5 8h.01M8 8h.01M12.5 8h.01" />;

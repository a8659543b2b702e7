/**
 * A link to what is on show: copied, or laid out to be copied by hand where the browser forbids.
 */
import { signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { FILE, linkTo, state } from '../state/store';
import { place } from '../ui/popover';

const link = signal('');
const copied = signal(false);

/** Long pasted data stays out of links; the user must know before the link is sent. */
const leavesNumbersOut = (): boolean => state.value.source.data === 'pasted' && !link.value.includes('numbers=');

export const Share = () => {
  const popover = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const share = async (): Promise<void> => {
    link.value = linkTo(state.value);
    copied.value = await navigator.clipboard.writeText(link.value).then(
      () => true,
      () => false,
    );
    popover.current?.showPopover();
    if (!copied.value) field.current?.select();
  };
  return (
    <>
      <button type="button" id="share" onClick={() => void share()}>
        Share
      </button>
      <div
        ref={popover}
        popover="auto"
        class="card"
        onToggle={(event) => {
          const opener = document.getElementById('share');
          if (event.newState === 'open' && opener) place(event.currentTarget, opener);
        }}
      >
        <p role="status">{copied.value ? 'Link copied. It opens this very screen.' : 'Copy this link. It opens this very screen.'}</p>
        {leavesNumbersOut() && <p>Your numbers are too many for a link: send them along, to be pasted.</p>}
        {state.value.source.data === FILE && <p>The link names your file and its hash; the file itself stays with you.</p>}
        <input ref={field} type="text" readOnly aria-label="Link" value={link.value} />
      </div>
    </>
  );
};

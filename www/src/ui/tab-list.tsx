/**
 * Tabs: one stop of the Tab key, arrow keys go from tab to tab. Knows no panel but its id.
 */
import { useRef } from 'preact/hooks';

type Props<T extends string> = {
  label: string;
  /** The id of the panel that the tabs change, where it is there. */
  panel: string | undefined;
  value: T | undefined;
  tabs: readonly (readonly [tab: T, words: string])[];
  onChoose: (tab: T) => void;
};

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

export const TabList = <T extends string>({ label, panel, value, tabs, onChoose }: Props<T>) => {
  const list = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={list}
      class="tabs"
      role="tablist"
      aria-label={label}
      onKeyDown={(event) => {
        const by = STEPS[event.key];
        // Those that the window has no place for are passed over.
        const there = [...(list.current?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])].filter((tab) => tab.getClientRects().length > 0);
        // In the order of the eye, which small windows change.
        there.sort((a, b) => a.offsetLeft - b.offsetLeft);
        const to = by === undefined ? undefined : there[there.indexOf(event.target as HTMLElement) + by];
        if (!to) return;
        event.preventDefault();
        to.focus();
        to.click();
      }}
    >
      {tabs.map(([tab, words]) => (
        <button
          key={tab}
          type="button"
          role="tab"
          class="tab"
          data-tab={tab}
          aria-selected={tab === value}
          aria-controls={panel}
          tabIndex={tab === value ? 0 : -1}
          onClick={() => onChoose(tab)}
        >
          {words}
        </button>
      ))}
    </div>
  );
};

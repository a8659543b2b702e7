/**
 * Builds the link for a class: hidden and locked parts, language, layout, theme, the key of hand-ins; as a link, a QR code and an
 * HTML snippet.
 */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { whole } from '../../engine/numbers';
import type { Language, Layout, State, Theme } from '../../engine/wasm';
import { t } from '../../i18n';
import { inlined } from '../../lessons/carried/inline';
import type { Lesson } from '../../lessons/schema';
import { lessons } from '../../state/lessons';
import { FILE, linkTo, state, stateOf } from '../../state/store';
import { LanguageSelect, LayoutSelect, ThemeSelect } from '../header/view-selects';
import { Qr } from '../share/qr';
import { Copyable } from '../share/copyable';
import { MissingParts } from './missing';
import { PartsTable, type HiddenAndLocked } from './parts-table';
import type { ToolProps } from './tool';

/** The longest link that messengers, learning platforms and codes keep whole. */
const LONGEST_LINK = 2000;

/** How a link names a lesson: the page's own by their ids, others are carried; nothing until that is known. */
const useNamed = (of: Lesson | undefined): string | undefined => {
  const isOurs = of === undefined || lessons.value.includes(of);
  const carried = useSignal<{ of: Lesson; named: string } | undefined>(undefined);
  useEffect(() => {
    if (!of || isOurs) return;
    void inlined(of).then((named) => {
      carried.value = { of, named };
    });
  }, [of, isOurs]);
  if (isOurs) return of?.id ?? '';
  return carried.value?.of === of ? carried.value?.named : undefined;
};

/** The address of the page within a frame of another page. */
const embedding = (link: string): string => {
  const address = new URL(link);
  address.searchParams.set('embed', '1');
  return address.href;
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** The code, made large for a projection by a press. */
const Code = ({ text }: { text: string }) => {
  const isLarge = useSignal(false);
  return (
    <button
      type="button"
      class="link-code"
      aria-pressed={isLarge.value}
      title={t('teacher.qrLarge')}
      onClick={() => {
        isLarge.value = !isLarge.value;
      }}
    >
      <Qr text={text} />
    </button>
  );
};

export const LinkForm = ({ of }: ToolProps) => {
  const lesson = useNamed(of);
  const parts = useSignal<HiddenAndLocked>({ hide: [], lock: [] });
  const language = useSignal<Language>('auto');
  const layout = useSignal<Layout>(state.peek().view.layout);
  const theme = useSignal<Theme>('auto');
  const key = useSignal('');
  const fresh = useSignal(false);

  if (lesson === undefined) return null;
  const base: State = lesson === '' ? state.value : stateOf('');
  const link = linkTo({
    ...base,
    view: { ...base.view, language: language.value, layout: layout.value, theme: theme.value },
    classroom: {
      lesson,
      step: 0,
      hide: [...parts.value.hide],
      lock: [...parts.value.lock],
      key: key.value.trim(),
      fresh: lesson !== '' && fresh.value,
    },
  });
  const snippet = `<iframe src="${escaped(embedding(link))}" title="Quantscope" width="100%" height="720" style="border:0" allow="clipboard-write; fullscreen"></iframe>`;
  const needsFile = lesson === '' && state.value.source.data === FILE;

  return (
    <section aria-labelledby="teacher-link">
      <h3 id="teacher-link">{t('teacher.link')}</h3>
      <div class="teacher-choices">
        <label>
          {t('header.language')}{' '}
          <LanguageSelect
            value={language.value}
            onChoose={(chosen) => {
              language.value = chosen;
            }}
          />
        </label>
        <label>
          {t('header.layout')}{' '}
          <LayoutSelect
            value={layout.value}
            onChoose={(chosen) => {
              layout.value = chosen;
            }}
          />
        </label>
        <label>
          {t('header.look')}{' '}
          <ThemeSelect
            value={theme.value}
            onChoose={(chosen) => {
              theme.value = chosen;
            }}
          />
        </label>
        <label>
          {t('teacher.key')}{' '}
          <input
            type="text"
            autocomplete="off"
            maxLength={40}
            value={key.value}
            aria-describedby="teacher-key"
            onInput={(event) => {
              key.value = event.currentTarget.value;
            }}
          />
        </label>
        <p class="hint" id="teacher-key">
          {t('teacher.keyWords')}
        </p>
        {lesson !== '' && (
          <label class="check">
            <input
              type="checkbox"
              checked={fresh.value}
              onChange={(event) => {
                fresh.value = event.currentTarget.checked;
              }}
            />
            <span>{t('teacher.fresh')}</span>
          </label>
        )}
      </div>
      <details>
        <summary>{t('teacher.parts')}</summary>
        <PartsTable
          value={parts.value}
          onChange={(value) => {
            parts.value = value;
          }}
        />
      </details>
      {of && <MissingParts of={of} without={parts.value} />}
      {link.length > LONGEST_LINK && <p class="fault">{t('teacher.longLink', { length: whole(link.length) })}</p>}
      {needsFile && <p>{t('teacher.ofFile')}</p>}
      <Copyable label={t('teacher.theLink')} text={link} />
      <p>
        <a href={link} target="_blank" rel="noopener">
          {t('teacher.open')}
        </a>
      </p>
      {link.length <= LONGEST_LINK && <Code text={link} />}
      <Copyable label={t('teacher.embed')} text={snippet} rows={4} />
    </section>
  );
};

/**
 * Builds the link for a class: hidden and locked parts, language, layout, theme, the key of hand-ins; as a link, a QR code and an
 * HTML snippet.
 */
import { useComputed, useSignal } from '@preact/signals';
import type { Language, Layout, Part, State, Theme } from '../../engine/wasm';
import { t } from '../../i18n';
import { PARTS } from '../../lessons/parts';
import { FILE, linkTo, state, stateOf } from '../../state/store';
import { LanguageSelect, LayoutSelect, ThemeSelect } from '../header/view-selects';
import { Qr } from '../share/qr';
import { Copyable } from '../../ui/copyable';
import type { ToolProps } from './tool';

/** The parts that have controls. */
const CAN_LOCK: ReadonlySet<Part> = new Set(['data', 'scheme', 'bits', 'granularity', 'range', 'convention']);

const WAYS = ['shown', 'locked', 'hidden'] as const;
type Way = (typeof WAYS)[number];

const PartRow = ({ part, way, onChange }: { part: Part; way: Way; onChange: (way: Way) => void }) => (
  <tr>
    <th scope="row">{t(`lessons.parts.${part}`)}</th>
    {WAYS.map((one) => (
      <td key={one}>
        {one === 'locked' && !CAN_LOCK.has(part) ? null : (
          <input
            type="radio"
            name={`way-${part}`}
            aria-label={`${t(`lessons.parts.${part}`)}: ${t(`teacher.way.${one}`)}`}
            checked={way === one}
            onChange={() => onChange(one)}
          />
        )}
      </td>
    ))}
  </tr>
);

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
  const lesson = of?.id ?? '';
  const ways = useSignal<Partial<Record<Part, Way>>>({});
  const language = useSignal<Language>('auto');
  const layout = useSignal<Layout>(state.peek().view.layout);
  const theme = useSignal<Theme>('auto');
  const key = useSignal('');
  const fresh = useSignal(false);

  const link = useComputed(() => {
    const base: State = lesson === '' ? state.value : stateOf('');
    const those = (way: Way): Part[] => PARTS.filter((part) => ways.value[part] === way);
    return linkTo({
      ...base,
      view: { ...base.view, language: language.value, layout: layout.value, theme: theme.value },
      classroom: { lesson, step: 0, hide: those('hidden'), lock: those('locked'), key: key.value.trim(), fresh: lesson !== '' && fresh.value },
    });
  });
  const snippet = `<iframe src="${escaped(embedding(link.value))}" title="Quantscope" width="100%" height="720" style="border:0" allow="clipboard-write; fullscreen"></iframe>`;
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
        <table class="teacher-parts">
          <thead>
            <tr>
              <td />
              {WAYS.map((way) => (
                <th scope="col" key={way}>
                  {t(`teacher.way.${way}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {PARTS.map((part) => (
              <PartRow
                key={part}
                part={part}
                way={ways.value[part] ?? 'shown'}
                onChange={(way) => {
                  ways.value = { ...ways.value, [part]: way };
                }}
              />
            ))}
          </tbody>
        </table>
      </details>
      {needsFile && <p>{t('teacher.ofFile')}</p>}
      <Copyable label={t('teacher.theLink')} text={link.value} />
      <p>
        <a href={link.value} target="_blank" rel="noopener">
          {t('teacher.open')}
        </a>
      </p>
      <Code text={link.value} />
      <Copyable label={t('teacher.embed')} text={snippet} rows={4} />
    </section>
  );
};

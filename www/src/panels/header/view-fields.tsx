/**
 * Layout, theme, language and full screen as fields.
 */
import { useComputed } from '@preact/signals';
import type { Layout } from '../../engine/wasm';
import { t } from '../../i18n';
import { chooseLayout, layout } from '../../state/layout';
import { change, state } from '../../state/store';
import { workspace } from '../../state/workspace';
import { Choice } from '../../ui/choice';
import { Field } from '../../ui/field';
import { FullScreen } from './full-screen';
import { LanguageSelect, LAYOUTS, ThemeSelect } from './view-selects';

/** With the layout its menu goes; the focus goes to the charts. */
const choose = (to: Layout): void => {
  chooseLayout(to);
  requestAnimationFrame(() => document.querySelector('main')?.focus());
};

/** Only the tensor's workspace has a lab: the others are shown as `look` then. */
const LayoutChoice = () => (
  <Choice
    label={t('header.layout')}
    value={workspace.value !== 'tensor' && layout.value === 'lab' ? 'look' : layout.value}
    options={LAYOUTS.filter((one) => workspace.value === 'tensor' || one !== 'lab').map((one) => [one, t(`header.layouts.${one}`)] as const)}
    onChange={choose}
  />
);

const ThemeChoice = () => {
  const now = useComputed(() => state.value.view.theme).value;
  return <ThemeSelect id="look" value={now} onChoose={(theme) => change({ view: { theme } })} />;
};

const LanguageChoice = () => {
  const now = useComputed(() => state.value.view.language).value;
  return <LanguageSelect id="language" value={now} onChoose={(language) => change({ view: { language } })} />;
};

export const ViewFields = () => (
  <>
    <Field label={t('header.layout')}>
      <LayoutChoice />
    </Field>
    <Field label={t('header.look')} for="look">
      <ThemeChoice />
    </Field>
    <Field label={t('header.language')} for="language">
      <LanguageChoice />
    </Field>
    <FullScreen />
  </>
);

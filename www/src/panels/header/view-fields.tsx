/**
 * Layout, theme, language and full screen as fields.
 */
import { useComputed } from '@preact/signals';
import type { Layout } from '../../engine/wasm';
import { t } from '../../i18n';
import { chooseLayout, layout } from '../../state/layout';
import { change, state } from '../../state/store';
import { Choice } from '../../ui/choice';
import { Field } from '../../ui/field';
import { FullScreen } from './full-screen';
import { LanguageSelect, LAYOUTS, ThemeSelect } from './view-selects';

/** With the layout its menu goes; the focus goes to the charts. */
const choose = (to: Layout): void => {
  chooseLayout(to);
  requestAnimationFrame(() => document.querySelector('main')?.focus());
};

const LayoutChoice = () => (
  <Choice
    label={t('header.layout')}
    value={layout.value}
    options={LAYOUTS.map((one) => [one, t(`header.layouts.${one}`)] as const)}
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

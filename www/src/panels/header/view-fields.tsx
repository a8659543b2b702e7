/**
 * Layout, theme, language and full screen as fields.
 */
import { useComputed } from '@preact/signals';
import { t } from '../../i18n';
import { chooseLayout, layout } from '../../state/layout';
import { change, state } from '../../state/store';
import { Choice } from '../../ui/choice';
import { Field } from '../../ui/field';
import { FullScreen } from './full-screen';
import { LanguageSelect, LAYOUTS, ThemeSelect } from './view-selects';

const LayoutChoice = () => (
  <Choice
    label={t('header.layout')}
    value={layout.value}
    options={LAYOUTS.map((one) => [one, t(`header.layouts.${one}`)] as const)}
    onChange={chooseLayout}
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

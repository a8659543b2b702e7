/**
 * The scheme: its family, the scheme, and a sentence about it.
 */
import { useComputed } from '@preact/signals';
import type { Scheme } from '../../engine/wasm';
import { Choice } from '../../ui/choice';
import { t } from '../../i18n';
import { change, state } from '../../state/store';
import { Field } from '../../ui/field';
import { choosing, FAMILIES, familyOf, firstOf, schemeName, schemeWords } from './schemes';

const choose = (scheme: Scheme): void => change({ settings: choosing(scheme, state.peek().settings) });

export const SchemeChoice = () => {
  const scheme = useComputed(() => state.value.settings.scheme).value;
  const family = familyOf(scheme);
  const groups = FAMILIES.find((one) => one.family === family)?.groups ?? [];
  return (
    <>
      <Choice
        label={t('controls.family')}
        value={family}
        options={FAMILIES.map((one) => [one.family, t(`schemes.family.${one.family}`)] as const)}
        onChange={(to) => choose(firstOf(to))}
      />
      <Field label={t('controls.scheme')} term="scheme">
        <select
          key={family}
          aria-label={t('controls.scheme')}
          aria-describedby="scheme-words"
          onChange={(event) => choose(event.currentTarget.value as Scheme)}
        >
          {groups.map(({ title, of }) => (
            <optgroup key={title} label={t(`schemes.group.${title}`)}>
              {of.map((one) => (
                <option key={one} value={one} selected={one === scheme}>
                  {schemeName(one)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </Field>
      <p class="hint" id="scheme-words">
        {schemeWords(scheme)}
      </p>
    </>
  );
};

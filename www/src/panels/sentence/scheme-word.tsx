/**
 * The scheme as a word; its choices are all schemes, a family in each line.
 */
import { useComputed, useSignal } from '@preact/signals';
import type { Scheme } from '../../engine/wasm';
import { t } from '../../i18n';
import { change, state } from '../../state/store';
import { Choices } from '../../ui/sentence/choices';
import { Word } from '../../ui/sentence/word';
import { within } from '../quantizer/settings-words';
import { choosing, FAMILIES, schemeName, schemeWords } from '../quantizer/schemes';

const choose = (scheme: Scheme): void => change({ settings: choosing(scheme, state.peek().settings) });

const SchemeChoices = ({ now }: { now: Scheme }) => {
  const looked = useSignal<Scheme | undefined>(undefined);
  return (
    <>
      <Choices
        label={t('controls.scheme')}
        value={now}
        lines={FAMILIES.map(({ family, groups }) => ({
          title: t(`schemes.family.${family}`),
          of: groups.flatMap(({ of }) => of.map((scheme) => [scheme, schemeName(scheme)] as const)),
        }))}
        onChoose={choose}
        onLook={(scheme) => {
          looked.value = scheme;
        }}
      />
      <p class="hint scheme-says">{schemeWords(looked.value ?? now)}</p>
    </>
  );
};

export const SchemeWord = () => {
  const scheme = useComputed(() => state.value.settings.scheme).value;
  return (
    <Word label={t('controls.scheme')} phrase={t('sentence.scheme', { scheme: within(schemeName(scheme)) })} kind="scheme-card">
      <SchemeChoices now={scheme} />
    </Word>
  );
};

/**
 * The settings that few people change, behind one word that names them or, once they are changed, says what they are.
 */
import { useComputed } from '@preact/signals';
import { START } from '../../engine/core';
import { t } from '../../i18n';
import { state } from '../../state/store';
import { Word } from '../../ui/sentence/word';
import { ControlPart } from '../part';
import { BlockParameters } from '../quantizer/blocks';
import { Convention, conventionName, RoundingRule, roundingName } from '../quantizer/convention';
import { FloatParameters } from '../quantizer/float';
import { Signed } from '../quantizer/precision';
import { familyOf, optionsOf } from '../quantizer/schemes';
import { within } from '../quantizer/settings-words';

/** Whether the scheme has parameters besides bits. */
const hasParameters = (): boolean => {
  const { scheme } = state.value.settings;
  const { scale, infinite, block } = optionsOf(scheme);
  return scale === 'chosen' || infinite || block > 0 || scheme.startsWith('bnb-') || ['custom-float', 'levels', 'pact'].includes(scheme);
};

const words = (): string => {
  const { rounding, convention } = state.value.settings;
  const isPlain = rounding === START.settings.rounding && convention === START.settings.convention;
  return isPlain ? t('sentence.roundingConvention') : `${within(roundingName(rounding))}, ${conventionName(convention)}`;
};

export const MoreWord = () => {
  const isInteger = useComputed(() => familyOf(state.value.settings.scheme) === 'integer').value;
  const has = useComputed(hasParameters).value;
  const said = useComputed(words).value;
  if (!isInteger && !has) return null;
  return (
    <Word label={t('sentence.more')} phrase={t('sentence.moreWords', { words: isInteger ? said : t('sentence.parameters') })} kind="more-card">
      <ControlPart of="bits">
        {isInteger && <Signed />}
        <FloatParameters />
        <BlockParameters />
      </ControlPart>
      {isInteger && (
        <ControlPart of="convention">
          <Convention />
          <RoundingRule />
        </ControlPart>
      )}
    </Word>
  );
};

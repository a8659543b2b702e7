/**
 * Methods, inputs and costs of a layer in words. Knows no state.
 */
import { whole } from '../../engine/numbers';
import type { InputRounding, Method, MethodCost, Settings } from '../../engine/wasm';
import { t } from '../../i18n';
import { schemeName } from '../quantizer/schemes';
import { within } from '../quantizer/settings-words';

export const methodWords = (name: Method['name']): string => t(`layer.method.${name}`);

const isInteger = ({ scheme }: Settings): boolean => scheme === 'asymmetric' || scheme === 'symmetric';

/** "INT4", or the name of another scheme. */
const typeName = (s: Settings): string => (isInteger(s) ? `${s.signed ? '' : 'U'}INT${s.bits}` : within(schemeName(s.scheme)));

/** The weight in a few words: "INT4 by row". */
export const weightWords = (s: Settings): string => t(`layer.weight.${s.granularity}`, { type: typeName(s), count: s.group });

/** The inputs in a few words. */
export const inputWords = (inputs: InputRounding): string => {
  if (inputs.kind === 'exact') return t('layer.inputs.exact');
  const type = typeName(inputs.settings);
  if (inputs.kind === 'static') return t('layer.inputs.static', { type });
  return t(`layer.inputs.share.${inputs.settings.granularity}`, { type, count: inputs.settings.group });
};

/** What a method costs beside multiplying codes, in words; nothing where it costs nothing. */
export const costWords = ({ column_scales, rotation_additions, float_columns, column_places, bias_terms }: MethodCost): string | undefined => {
  const parts = [
    column_scales > 0 && t('layer.cost.columnScales', { n: whole(column_scales) }),
    rotation_additions > 0 && t('layer.cost.rotation', { n: whole(rotation_additions) }),
    float_columns > 0 && t('layer.cost.floatColumns', { count: float_columns, n: whole(float_columns) }),
    column_places > 0 && t('layer.cost.columnPlaces', { n: whole(column_places) }),
    bias_terms > 0 && t('layer.cost.biasTerms', { n: whole(bias_terms) }),
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(' ') : undefined;
};

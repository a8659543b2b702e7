/**
 * What can be set of the data on show, behind a word beside their name: size, seed and outliers of generated ones, the slice of a
 * tensor, values changed by hand.
 */
import { useComputed } from '@preact/signals';
import { whole } from '../../engine/numbers';
import { t } from '../../i18n';
import { examples, FILE, state } from '../../state/store';
import { Word } from '../../ui/sentence/word';
import { DataParameters } from './data';

export const DataDetails = () => {
  const source = useComputed(() => state.value.source).value;
  const edits = new Set(source.edits.map(({ index }) => index)).size;
  const isGenerated = examples.value.find(({ key }) => key === source.data)?.generated ?? false;
  if (!isGenerated && source.data !== FILE && edits === 0) return null;
  const words =
    edits > 0 ? t('data.details.changed', { count: edits, n: whole(edits) }) : t(isGenerated ? 'data.details.size' : 'data.details.slice');
  return (
    <Word label={t('data.details.title')} phrase={`<word>${words}</word>`} kind="data-card">
      <DataParameters />
    </Word>
  );
};

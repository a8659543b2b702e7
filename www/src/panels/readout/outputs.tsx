/**
 * What comes out of the layer that the data on show are the weight of: a sentence where it disagrees with the error of the weights,
 * its numbers, and the choice of the inputs.
 */
import { useComputed, useSignalEffect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { InputKind, Outputs } from '../../engine/wasm';
import { NONE, decibel, whole } from '../../engine/numbers';
import { t } from '../../i18n';
import { followOutputs, hasRecorded, openImportances, openInputs, outputs } from '../../state/analysis/outputs';
import { change, opened, state } from '../../state/store';
import { openWorkspace } from '../../state/workspace';
import { Field } from '../../ui/field';
import { Fault } from '../fault';
import { Select } from '../../ui/select';
import { NumberField, U32 } from '../number-field';
import './outputs.css';
import { Row, type Cell } from './rows';

/** The sentence where weights and outputs disagree; `children` where they do not. */
export const OutputsWords = ({ children }: { children?: ComponentChildren }) => {
  useSignalEffect(followOutputs);
  const now = outputs.value;
  if (!now || now === 'waiting' || !('readout' in now) || now.readout.words === '') return <>{children}</>;
  return (
    <p class="outputs-words" data-current={now.isCurrent} title={now.readout.words}>
      {now.readout.words}
    </p>
  );
};

const ratio = (db: number | undefined): Cell => (db === undefined ? { text: NONE } : { text: decibel(db), exact: String(db) });

const worst = ({ worst: channel, worst_db: db }: Outputs): Cell =>
  channel === undefined || db === undefined
    ? { text: NONE }
    : { text: t('readout.outputs.channel', { ratio: decibel(db), n: whole(channel + 1) }), exact: String(db) };

const Numbers = ({ of, isCurrent }: { of: Outputs | undefined; isCurrent: boolean }) => {
  const waiting: Cell = { text: '…' };
  return (
    <table aria-busy={!isCurrent} data-current={isCurrent} class="outputs-numbers">
      <caption>
        {t('readout.outputs.title')}
        {of && <span class="readout-slice">{t('readout.outputs.tokens', { count: of.tokens, n: whole(of.tokens) })}</span>}
      </caption>
      <tbody>
        <Row term="outputs" words={t('readout.sqnr')} cells={[of ? ratio(of.sqnr_db) : waiting]} />
        <Row term="outputs" words={t('readout.outputs.median')} cells={[of ? ratio(of.median_db) : waiting]} />
        <Row term="outputs" words={t('readout.outputs.worst')} cells={[of ? worst(of) : waiting]} />
      </tbody>
    </table>
  );
};

const Made = () => {
  const { tokens, channels, strength, seed } = useComputed(() => state.value.inputs).value;
  return (
    <>
      <Field label={t('readout.outputs.tokensLabel')}>
        <NumberField
          label={t('readout.outputs.tokensLabel')}
          value={tokens}
          min={1}
          step={1}
          maxInteger={U32}
          onCommit={(value) => change({ inputs: { tokens: value } })}
        />
      </Field>
      <Field label={t('readout.outputs.large')}>
        <div class="together">
          <NumberField
            label={t('readout.outputs.large')}
            value={channels}
            min={0}
            step={1}
            maxInteger={U32}
            onCommit={(value) => change({ inputs: { channels: value } })}
          />
          <span aria-hidden="true">×</span>
          <NumberField
            label={t('readout.outputs.times')}
            value={strength}
            min={1}
            step={1}
            onCommit={(value) => change({ inputs: { strength: value } })}
          />
        </div>
      </Field>
      <Field label={t('data.seed')}>
        <NumberField
          label={t('data.seed')}
          value={seed}
          min={0}
          step={1}
          maxInteger={U32}
          onCommit={(value) => change({ inputs: { seed: value } })}
        />
      </Field>
    </>
  );
};

/** The tensors of the open files that inputs of a kind can be. */
const openOf = (kind: InputKind) => (kind === 'importance' ? openImportances : openInputs);

/** Which tensor of the open files. */
const FromFile = () => {
  const { kind, file, tensor } = useComputed(() => state.value.inputs).value;
  const offered = openOf(kind).value;
  const at = offered.findIndex((one) => one.file === file && one.tensor === tensor);
  const several = (opened.value?.files.length ?? 0) > 1;
  const names = offered.map((one, i) => [String(i), several ? `${one.file} · ${one.tensor}` : one.tensor] as const);
  return (
    <Select
      label={t('readout.outputs.tensor')}
      value={String(at)}
      options={at < 0 ? [[String(at), tensor], ...names] : names}
      onChange={(place) => {
        const one = offered[Number(place)];
        if (one) change({ inputs: one });
      }}
    />
  );
};

const choose = (kind: InputKind): void => {
  if (kind !== 'file' && kind !== 'importance') return void change({ inputs: { kind } });
  const { file, tensor } = state.peek().inputs;
  const offered = openOf(kind).peek();
  const [first] = offered;
  change({ inputs: first && !offered.some((one) => one.file === file && one.tensor === tensor) ? { kind, ...first } : { kind } });
};

/** Where the inputs come from. */
export const InputsChoice = () => {
  const recorded = useComputed(() => hasRecorded(state.value)).value;
  const { kind } = useComputed(() => state.value.inputs).value;
  const files = (['file', 'importance'] as const).filter((one) => openOf(one).value.length > 0 || kind === one);
  const offered: readonly InputKind[] = [...(recorded ? (['recorded'] as const) : []), ...files, 'made', 'none'];
  return (
    <>
      <Select
        label={t('readout.outputs.inputs')}
        term="inputs"
        value={recorded || kind !== 'recorded' ? kind : 'none'}
        options={offered.map((one) => [one, t(`readout.outputs.kind.${one}`)] as const)}
        onChange={choose}
      />
      {kind === 'made' && <Made />}
      {(kind === 'file' || kind === 'importance') && <FromFile />}
      <Fault field="inputs" />
    </>
  );
};

/** Opens the layer, and says what comes out of it. */
export const LayerLink = () => {
  const now = outputs.value;
  if (!now || now === 'waiting' || !('readout' in now)) return null;
  const { sqnr_db: db } = now.readout.outputs;
  return db === undefined ? null : (
    <button type="button" class="link layer-link" data-current={now.isCurrent} onClick={() => openWorkspace('layer')}>
      {t('readout.outputs.out', { db: decibel(db) })}
    </button>
  );
};

/** The numbers beside the readout's, and where the inputs come from. */
export const OutputsSection = () => {
  useSignalEffect(followOutputs);
  const now = outputs.value;
  const readout = now && now !== 'waiting' && 'readout' in now ? now : undefined;
  return (
    <div class="outputs">
      {now && !(now !== 'waiting' && 'refusal' in now) && <Numbers of={readout?.readout.outputs} isCurrent={readout?.isCurrent ?? false} />}
      {now && now !== 'waiting' && 'refusal' in now && (
        <p class="fault" role="alert">
          {now.refusal}
        </p>
      )}
      {readout && readout.readout.words !== '' && <p>{readout.readout.words}</p>}
      <InputsChoice />
      <button type="button" class="link" onClick={() => openWorkspace('layer')}>
        {t('readout.outputs.layer')}
      </button>
    </div>
  );
};

/**
 * The metadata of a model file: keys and values, read when it is expanded.
 */
import { useSignal } from '@preact/signals';
import { t } from '../../i18n';
import { metadataOf } from '../../state/store';

export const FileMetadata = ({ file, name }: { file: number; name: string }) => {
  const pairs = useSignal<[string, string][] | undefined>(undefined);
  return (
    <details
      class="file-metadata"
      onToggle={(event) => {
        if (!event.currentTarget.open || pairs.value) return;
        // The loss of a worker is reported elsewhere; expanding again asks again.
        void metadataOf(file)
          .then((found) => (pairs.value = found))
          .catch(() => undefined);
      }}
    >
      <summary>{t('files.tensors.metadata', { name })}</summary>
      {/* A scroll container must be reachable by keys. */}
      <dl tabIndex={0} role="group" aria-label={t('files.tensors.metadata', { name })}>
        {(pairs.value ?? []).map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
};

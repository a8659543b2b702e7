/**
 * What a link to data of one's own waits for: the file, which only its owner has.
 */
import { dismissWanted, wanted } from '../state/store';
import { OpenButton } from './open-files';

export const Wanted = () => {
  const source = wanted.value?.source;
  if (!source) return null;
  return (
    <section class="strip" aria-label="The link's file">
      <p>
        This link shows <b>{source.tensor}</b> of <b>{source.file}</b>. The file stays on your computer: open or drop it here.
      </p>
      <OpenButton words="Open the file" kind="primary" />
      <button type="button" onClick={dismissWanted}>
        Not now
      </button>
    </section>
  );
};

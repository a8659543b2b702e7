/**
 * Opening files: the button, and dropping them anywhere on the page. Pasting is in paste.tsx.
 */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n';
import { whole } from '../../engine/numbers';
import { addFiles, report } from '../../state/store';
import { Popover } from '../../ui/popover/popover';
import { filesOf, MOST_FILES } from './dropped';
import { withPictures } from './pictures';
import { chooseTensor } from './tensors';

/** Opens files; shows their tensor if there is one only, or else the list of tensors. */
export const open = async (files: readonly File[]): Promise<void> => {
  if ((await addFiles(await withPictures(files))) === 'choose') chooseTensor();
};

/** The button that opens the browser's file dialog. Any type of file can be chosen. */
export const OpenButton = ({ words = t('files.open'), kind }: { words?: string; kind?: string }) => {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class={kind} onClick={() => input.current?.click()}>
        {words}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // So that choosing the same file again is a change event, too.
          currentTarget.value = '';
          void open(files);
        }}
      />
    </>
  );
};

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

const reportData = (message: string): void => report({ field: 'data', message });

const take = async ({ dataTransfer }: DragEvent): Promise<void> => {
  if (!dataTransfer) return;
  const files = await filesOf(dataTransfer).catch(() => undefined);
  if (!files) reportData(t('files.folderUnread'));
  else if (files.length === 0) reportData(t('files.folder'));
  else if (files.length > MOST_FILES) reportData(t('files.folderLarge', { n: whole(MOST_FILES) }));
  else await open(files);
};

/** Covers the page while files are dragged over it. */
export const DropArea = () => {
  const overlay = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const shown = new AbortController();
    const on = (kind: 'dragenter' | 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void): void =>
      document.addEventListener(kind, (event) => hasFiles(event) && act(event), { signal: shown.signal });
    on('dragenter', () => overlay.current?.showPopover());
    on('dragover', (event) => {
      // Without this, the browser would open the files itself.
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    });
    on('dragleave', (event) => {
      if (event.relatedTarget === null) overlay.current?.hidePopover();
    });
    on('drop', (event) => {
      event.preventDefault();
      overlay.current?.hidePopover();
      void take(event);
    });
    return () => shown.abort();
  }, []);
  return (
    <Popover ref={overlay} popover="manual" class="drop-area">
      <div class="drop-words">
        <p>{t('files.drop')}</p>
        <p class="drop-note">{t('files.dropNote')}</p>
      </div>
    </Popover>
  );
};

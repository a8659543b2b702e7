/**
 * The files of a drop: those that were dropped themselves, and those in dropped folders, which get their path as name.
 * By the paths, files that name each other are told from files of the same name in other folders. Knows no page.
 */

/** The most files that are taken of a drop. */
export const MOST_FILES = 1000;

/** Kinds of files that lie beside tensors and hold none. */
const NO_TENSORS = /^\.|\.(?:md|py|ya?ml|toml|model|jinja|html?|pdf|png|jpe?g|gif|svg|lock|sh)$|(?<!\.index)\.json$/iu;

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject));

/** All entries of a folder, which the browser gives a few at a time. */
const entriesOf = async (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader();
  const read = (): Promise<FileSystemEntry[]> => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
  const entries: FileSystemEntry[] = [];
  for (let some = await read(); some.length > 0 && entries.length <= MOST_FILES; some = await read()) entries.push(...some);
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
};

/** The files below an entry. Those in folders are named by their path, `encoder/model.onnx`. */
const filesBelow = async (entry: FileSystemEntry, files: File[], inFolder: boolean): Promise<void> => {
  if (files.length > MOST_FILES) return;
  if (entry.isDirectory) {
    for (const inner of await entriesOf(entry as FileSystemDirectoryEntry)) await filesBelow(inner, files, true);
    return;
  }
  if (inFolder && NO_TENSORS.test(entry.name)) return;
  const file = await fileOf(entry as FileSystemFileEntry);
  // Copies no bytes: both are views of the file on the disk.
  files.push(inFolder ? new File([file], entry.fullPath.slice(1), { lastModified: file.lastModified }) : file);
};

/** The files of a drop, more than MOST_FILES where there are too many. Must be called while the drop is handled. */
export const filesOf = async ({ items, files }: Pick<DataTransfer, 'items' | 'files'>): Promise<File[]> => {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (!entries.some(({ isDirectory }) => isDirectory)) return [...files];
  const found: File[] = [];
  for (const entry of entries) await filesBelow(entry, found, false);
  return found;
};

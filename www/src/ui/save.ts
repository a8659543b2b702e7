/**
 * Gives the user a file.
 */
export const save = (blob: Blob, name: string): void => {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // The download has taken the blob once it has started; Safari starts late.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};

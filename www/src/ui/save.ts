/**
 * Downloads a file that the page has made.
 */
export const save = (blob: Blob, name: string): void => {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // The address must stay valid until the download has started, which Safari does late.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};

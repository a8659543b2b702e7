/**
 * The layer's part of a link, for what does not fetch its workspace.
 */
const VIEW = /(?:^| )view [^ ]*/g;

/** What it says of the layer, whatever view is on show. */
export const withoutView = (layer: string): string => layer.replaceAll(VIEW, '').trimStart();

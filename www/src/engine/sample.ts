/** The file of an example tensor: its name, and its address or its content. */
export type Sample = { file: string; content: string | Blob };

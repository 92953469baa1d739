/** A dataset that can be downloaded on request. */
export interface Download {
  /** By which it is asked for, as in "fashion-mnist". */
  name: string;
  title: string;
  /** What is in it, in a sentence. */
  about: string;
  licence: string;
  /** Of all its files together, compressed as they are sent; and how many of these bytes are here from an earlier try. */
  bytes: number;
  bytesHere: number;
  /** The dataset that was made of it; null while its examples are not here. */
  dataset: string | null;
}

/** The task by which the progress of a download is told. */
export function downloadTask(name: string): string {
  return `download:${name}`;
}

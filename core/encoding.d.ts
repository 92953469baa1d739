// What core may use of its host beyond the language itself, with webassembly.d.ts: UTF-8, which every host has.
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(encoding?: 'utf-8', options?: { fatal?: boolean });
  decode(bytes: Uint8Array): string;
}

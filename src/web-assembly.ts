/** The part of the global that is used here; TypeScript declares it for browsers only. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** Memory of an instance: growing it detaches the views on `buffer`. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  /** @param pages - of 64 kB. */
  grow(pages: number): number;
}

export const WASM_PAGE_BYTES = 65_536;

/** Compiles bytes once; every call of what comes back makes an instance with a memory of its own. */
export function compileWasm<Exports>(bytes: Uint8Array): () => Exports {
  let compiled: object | null = null;
  return () => {
    compiled ??= new WebAssembly.Module(bytes);
    return new WebAssembly.Instance(compiled).exports as Exports;
  };
}

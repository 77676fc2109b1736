export const CRAFTED_FILES: Readonly<Record<string, () => Buffer>>;
export const SPARSE_FILES: Readonly<Record<string, { head: () => Buffer; bytes: number }>>;

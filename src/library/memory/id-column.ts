/** Ids of 32 letters, packed: a million strings would cost twice as much, and be visited by every collection of garbage. */

const BYTES = 32;

export class IdColumn {
  private bytes = Buffer.alloc(1024 * BYTES);
  /** Ids of another length, such as those of tests. */
  private readonly odd = new Map<number, string>();
  size = 0;

  append(id: string): void {
    if ((this.size + 1) * BYTES > this.bytes.length) {
      const larger = Buffer.alloc(this.bytes.length * 2);
      this.bytes.copy(larger);
      this.bytes = larger;
    }
    if (id.length === BYTES) this.bytes.write(id, this.size * BYTES, 'latin1');
    else this.odd.set(this.size, id);
    this.size++;
  }

  get(row: number): string {
    return this.odd.get(row) ?? this.bytes.toString('latin1', row * BYTES, (row + 1) * BYTES);
  }
}

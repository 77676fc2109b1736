/** Text that goes into a line of a file: control characters would end the line or the field. */
export function toOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** `m:ss` below an hour, else `h:mm:ss`; rounded to the second. */
export function formatTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const tail = String(rest).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** `1:05–1:23`, or `—` where there is no span. */
export function formatSpan(startSeconds: number | null, endSeconds: number | null): string {
  if (startSeconds === null || endSeconds === null) return '—';
  return `${formatTime(startSeconds)}–${formatTime(endSeconds)}`;
}
